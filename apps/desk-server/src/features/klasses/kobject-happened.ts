import type { JsonObject } from "@hark/kernel";
import { flatten } from "../../records/envelope.ts";
import type { Reported } from "../../records/happened.ts";
import type { KobjectRow } from "./kobject.ts";
import { presentKobject } from "./kobject-present.ts";

/** A custom object as a step sees it. */
export function flatKobject(orgId: string, row: KobjectRow): JsonObject {
  return flatten(presentKobject(orgId, row), {
    customer: row.customer_id,
    company: row.company_id,
    klass: row.klass_name,
  });
}

/** What workflows are told of custom objects: under the name of all of them, and under that of their klass. */
export const reportedKobject: Reported<KobjectRow> = {
  names: (row) => ["kustomer.kobject", `kustomer.kobject.${row.klass_name}`],
  flat: flatKobject,
};
