import { createHash } from "node:crypto";
import { type Fault, isJsonObject, type Json } from "@hark/kernel";
import {
  checkTriggerValue,
  compileValue,
  parseExpression,
  referencesOf,
  splitPath,
} from "@hark/workflow/core";

/** Finds what a transaction is put in order by; null for none. */
export type OrderKeyOf = (transaction: Json, now: Date) => string | null;

/** Keys that are longer are kept as their SHA-256. */
const MAX_KEY = 255;

/** What is wrong with an order key, in the words of the check of workflows; nothing when it can be used. */
export function checkOrderKey(text: string): Fault[] {
  const fault = (detail: string): Fault => ({ detail, source: { pointer: "/orderKey" } });
  if (parseExpression(text).kind === "literal") {
    return [
      fault(
        "orderKey: is a text that never changes; refer to the transaction, such as /#steps.1.attributes.data.reviewerEmail",
      ),
    ];
  }
  const outside = referencesOf(text).paths.filter((path) => splitPath(path)[0] !== "steps");
  return [
    ...outside.map((path) =>
      fault(
        `orderKey: ${path} is not part of a transaction; refer to one of its values, beginning with steps.1`,
      ),
    ),
    ...checkTriggerValue(text, "orderKey").map(({ message, cure }) => fault(`orderKey: ${message}; ${cure}`)),
  ];
}

/** Compiles an order key once for all transactions of a hook. A missing or empty value stands for no order. */
export function compileOrderKey(text: string): OrderKeyOf {
  const resolve = compileValue(text);
  return (transaction, now) => {
    // No randomness: a key that differs each time would put nothing in order.
    const environment = { now, random: (size: number) => new Uint8Array(size), variables: {} };
    return keyOf(resolve({ steps: { "1": transaction }, variables: {} }, environment));
  };
}

function keyOf(value: Json | undefined): string | null {
  if (value === undefined || value === null || value === "") return null;
  const text = Array.isArray(value) || isJsonObject(value) ? JSON.stringify(value) : String(value);
  return text.length <= MAX_KEY ? text : createHash("sha256").update(text).digest("hex");
}
