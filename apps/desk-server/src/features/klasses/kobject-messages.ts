import { type Change, liveMessages } from "../../records/tell.ts";
import type { KobjectRow } from "./kobject.ts";

/** What screens are told of a custom object: on its klass's list and at its customer. */
export function kobjectMessages(row: KobjectRow, change: Change): ReturnType<typeof liveMessages> {
  return liveMessages({
    type: `kobject.${row.klass_name}`,
    id: row.id,
    change,
    lists: [`klass:${row.klass_name}`],
    customerId: row.customer_id,
  });
}
