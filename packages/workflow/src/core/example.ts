import { isJsonObject, type Json } from "@hark/kernel";
import type { Trigger } from "./definition.ts";
import { hookOfEventName } from "./event-names.ts";

/**
 * Example data as step 1 would put it out. A bare body is put where a hook's transaction has it; what calls a workflow and what
 * happened to a record stand at the top level already, as they come.
 */
export function exampleOutput(example: Json, trigger: Pick<Trigger, "eventName" | "callable">): Json {
  const name = trigger.eventName ?? "";
  // Without an event yet, a hook is what most will choose.
  const isOfHook = trigger.callable !== true && (name === "" || hookOfEventName(name) !== undefined);
  const isTransaction =
    isJsonObject(example) && isJsonObject(example["attributes"]) && "data" in example["attributes"];
  if (!isOfHook || isTransaction) return example;
  const createdAt = "2026-01-01T00:00:00.000Z";
  return { id: "example", type: "transaction", attributes: { createdAt, data: example } };
}
