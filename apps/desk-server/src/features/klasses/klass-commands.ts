import type { KlassBody } from "@hark/contract";
import type { Outcome } from "../../records/fault.ts";
import { parsedJson } from "../../records/parsed-json.ts";
import type { Writer, Written } from "../../records/writer.ts";
import { declareProperties } from "../metadata/store.ts";
import { insertKlass, type KlassRow } from "./klass-store.ts";

/** Creates one klass, and declares its attributes when the body has some. */
export async function createKlass(
  { sql, orgId, now, newId }: Writer,
  { body, author }: Written<KlassBody>,
): Promise<Outcome<KlassRow>> {
  const { name, status = "enabled", metadata, ...attributes } = body;
  const by = { created_by: author.userId, modified_by: author.userId };
  const times = { created_at: now, updated_at: now };
  const klass = { id: newId(), name, attributes: parsedJson(attributes), status, ...times, ...by };
  const row = await insertKlass(sql, orgId, klass);
  if (!row) {
    const message = `there is a klass ${name} already; change that one, or choose another name`;
    return { fault: { code: "conflict", field: "name", message } };
  }
  if (metadata) {
    const declared = { properties: metadata.properties, rest: {}, now, userId: author.userId };
    await declareProperties(sql, orgId, { resource: `kobject.${name}`, ...declared });
  }
  return { row };
}
