import type { JsonObject } from "@hark/kernel";
import { withRelations } from "../../records/envelope.ts";
import type { Reported } from "../../records/happened.ts";
import type { KobjectRow } from "./kobject.ts";
import { kobjectAttributes } from "./kobject-present.ts";

/** A custom object as a step sees it. */
export function flatKobject(_orgId: string, row: KobjectRow): JsonObject {
  const { id, customer_id: customer, company_id: company, klass_name: klass } = row;
  return withRelations(kobjectAttributes(row, undefined, { id }), { customer, company, klass });
}

/** What workflows are told of custom objects: under the name of all of them, and under that of their klass. */
export const reportedKobject: Reported<KobjectRow> = {
  names: (row) => ["kustomer.kobject", `kustomer.kobject.${row.klass_name}`],
  flat: flatKobject,
};
