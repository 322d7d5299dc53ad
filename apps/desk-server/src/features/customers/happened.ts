import type { JsonObject } from "@hark/kernel";
import { withRelations } from "../../records/envelope.ts";
import type { Reported } from "../../records/happened.ts";
import type { CustomerRow } from "./customer.ts";
import { customerAttributes } from "./present.ts";

/** A customer as a step sees it. Conversations are not counted: another run of the batch may be opening one. */
export function flatCustomer(_orgId: string, row: CustomerRow): JsonObject {
  return withRelations(customerAttributes(row, undefined, { id: row.id }), { company: row.company_id });
}

/** What workflows are told of customers. */
export const reportedCustomer: Reported<CustomerRow> = {
  names: () => ["kustomer.customer"],
  flat: flatCustomer,
};
