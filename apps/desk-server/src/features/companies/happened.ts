import type { JsonObject } from "@hark/kernel";
import { flatten } from "../../records/envelope.ts";
import type { Reported } from "../../records/happened.ts";
import type { CompanyRow } from "./company.ts";
import { presentCompany } from "./present.ts";

/** A company as a step sees it. */
export function flatCompany(orgId: string, row: CompanyRow): JsonObject {
  return flatten(presentCompany(orgId, row), {});
}

/** What workflows are told of companies. */
export const reportedCompany: Reported<CompanyRow> = {
  names: () => ["kustomer.company"],
  flat: flatCompany,
};
