import { flatCompany } from "../features/companies/happened.ts";
import { findCompaniesByExternalId } from "../features/companies/store.ts";
import { exampleCompany } from "./examples.ts";
import { findRecordAction } from "./find-record.ts";

export const companyFindByExternalId = findRecordAction({
  name: "kustomer.company.find-by-external-id",
  label: "Company: Find By External ID",
  group: "Company",
  purpose: "Finds the company that holds an id of another system. Finds none: the output is empty.",
  param: "externalId",
  paramTitle: "External ID (string)",
  exampleOutput: exampleCompany,
  lookupKey: (value) => [`company:externalId:${value}`],
  recordKey: (id) => `company:${id}`,
  find: async (tx, orgId, values) => {
    const rows = await findCompaniesByExternalId(tx, orgId, values);
    return new Map(
      rows.map((row) => [row.external_id ?? "", { id: row.id, output: flatCompany(orgId, row) }]),
    );
  },
});
