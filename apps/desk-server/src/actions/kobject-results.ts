import type { JsonObject } from "@hark/kernel";
import type { ActionResult, Keys } from "@hark/workflow";
import type { KobjectRow } from "../features/klasses/kobject.ts";
import { flatKobject } from "../features/klasses/kobject-happened.ts";
import { kobjectMessages } from "../features/klasses/kobject-messages.ts";
import type { Change } from "../records/tell.ts";
import { textParam } from "./run-items.ts";

/** A custom object as a step puts it out. */
export const kobjectOutput = flatKobject;

/** The result of a step that wrote a custom object. */
export function kobjectWritten(orgId: string, row: KobjectRow, change: Change): ActionResult {
  return {
    output: kobjectOutput(orgId, row),
    touched: { reads: [], writes: [`kobject:${row.id}`] },
    live: kobjectMessages(row, change),
  };
}

/** The key of an external id, when the params name one. */
export function externalIdKeys(params: JsonObject): string[] {
  const externalId = textParam(params, "externalId");
  return externalId === "" ? [] : [`kobject:${textParam(params, "klassName")}:externalId:${externalId}`];
}

/** Keys of what a custom object belongs to, and of its klass, as the params name them. */
export function parentKeys(params: JsonObject): Pick<Keys, "reads" | "common"> {
  const named = (kind: string, param: string): string[] => {
    const value = textParam(params, param);
    return value === "" ? [] : [`${kind}:${value}`];
  };
  return {
    reads: [...named("customer", "customer"), ...named("company", "company")],
    common: named("klass", "klassName"),
  };
}
