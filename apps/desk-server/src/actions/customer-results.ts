import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { ActionResult } from "@hark/workflow";
import type { CustomerRow } from "../features/customers/customer.ts";
import { flatCustomer } from "../features/customers/happened.ts";
import { type IdentityKind, identityKey, identityValue } from "../features/customers/identity.ts";
import { customerMessages } from "../features/customers/messages.ts";
import type { Change } from "../records/tell.ts";

/** A customer as a step puts it out. */
export const customerOutput = flatCustomer;

/** The result of a step that wrote a customer. */
export function customerWritten(orgId: string, row: CustomerRow, change: Change): ActionResult {
  return {
    output: customerOutput(orgId, row),
    touched: { reads: [], writes: [`customer:${row.id}`] },
    live: customerMessages(row.id, change),
  };
}

/** Keys of everything the params say a customer is found by. */
export function identityKeys(params: JsonObject): string[] {
  const key = (kind: IdentityKind, value: Json | undefined): string[] =>
    typeof value === "string" && value !== ""
      ? [identityKey({ kind, value: identityValue(kind, value) })]
      : [];
  const each = (list: Json | undefined, member: string): Json[] =>
    Array.isArray(list) ? list.flatMap((entry) => (isJsonObject(entry) ? (entry[member] ?? []) : [])) : [];
  return [
    ...each(params["emails"], "email").flatMap((value) => key("email", value)),
    ...each(params["phones"], "phone").flatMap((value) => key("phone", value)),
    ...each(params["externalIds"], "externalId").flatMap((value) => key("externalId", value)),
    ...key("externalId", params["externalId"]),
  ];
}
