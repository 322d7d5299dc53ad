import type { JsonObject } from "@hark/kernel";
import type { ActionResult } from "@hark/workflow";
import type { KobjectRow } from "../features/klasses/kobject.ts";
import { kobjectMessages } from "../features/klasses/kobject-messages.ts";
import { presentKobject } from "../features/klasses/kobject-present.ts";
import { flatten } from "../records/envelope.ts";
import type { Change } from "../records/tell.ts";
import { textParam } from "./run-items.ts";

/** A custom object as a step puts it out. */
export function kobjectOutput(orgId: string, row: KobjectRow): JsonObject {
  return flatten(presentKobject(orgId, row), { customer: row.customer_id, company: row.company_id });
}

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
