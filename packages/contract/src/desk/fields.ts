import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import { z } from "zod";
import { readInstant } from "./attribute-values.ts";

/**
 * Any JSON value. Whatever reaches a schema came out of a JSON parser, so there is nothing to look at: Zod's own `json()` visits every
 * node through a union of unions, which was a tenth of a workflow run's time.
 */
export const anyJson = z.unknown() as z.ZodType<Json>; // parsed JSON is Json

/** A JSON object of any members, given on as it is. */
export const jsonObject = z
  .unknown()
  .refine(isJsonObject, { error: "must be an object", abort: true })
  .meta({ type: "object" }) as z.ZodType<JsonObject>; // the refinement says so

/** 24 hex characters: every id on Desk's wire. */
export const deskId = z.string().regex(/^[0-9a-f]{24}$/, "must be an id of 24 hex characters");

/** An ISO 8601 instant. */
export const instant = z.string().refine((text) => readInstant(text) !== undefined, {
  error: "must be an ISO 8601 instant, such as 2026-01-31T09:30:00.000Z",
});

/** One tag. */
export const tagName = z
  .string()
  .regex(
    /^[A-Za-zÀ-ÿ0-9_/<>.-][A-Za-zÀ-ÿ0-9_/<>. -]{0,63}$/,
    "must be 1 to 64 characters: letters, digits, spaces (not first) or _ / < > - .",
  );

const isUnique = (entries: readonly unknown[]): boolean =>
  new Set(entries.map((entry) => JSON.stringify(entry))).size === entries.length;

/** A list without equal entries, of at most `max`. */
export const uniqueList = <Entry extends z.ZodType>(entry: Entry, max: number): z.ZodArray<Entry> =>
  z.array(entry).max(max).refine(isUnique, { error: "must not hold the same entry twice" });

/** The tags of a record. */
export const tagList = uniqueList(tagName, 20);

/** Custom attributes, by name; which names and types are allowed is declared under `/v1/metadata/{resource}`. */
export const customAttributes = jsonObject.refine((custom) => Object.keys(custom).length <= 100, {
  error: "must hold at most 100 attributes",
});

/** How the judged mood of a record is written. */
export const moodScore = z.strictObject({
  polarity: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  confidence: z.number().min(-1).max(1),
});

/** A web address. */
export const webAddress = z.url({
  protocol: /^https?$/,
  error: "must be an address such as https://example.com/a",
});
