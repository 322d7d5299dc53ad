import type { Json } from "@hark/kernel";
import { compileValue, parseExpression } from "@hark/workflow/core";
import { asStepOutput, type Transaction } from "./hook.ts";

// A preview may as well be of no instant: what depends on the time would put nothing in order.
const environment = { now: new Date(0), random: (size: number) => new Uint8Array(size), variables: {} };
const MAX_SHOWN = 80;

/** What an order key finds in a transaction, in words; undefined for a text that refers to nothing. */
export function previewOrder(text: string, transaction: Transaction): string | undefined {
  if (parseExpression(text).kind === "literal") return undefined;
  const scope = { steps: { "1": asStepOutput(transaction) }, variables: {} };
  const value: Json | undefined = compileValue(text)(scope, environment);
  if (value === undefined || value === null || value === "")
    return "The last transaction has nothing there: its run would go in no order.";
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return `The last transaction has: ${shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown}`;
}
