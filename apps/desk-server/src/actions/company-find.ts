import type { Action } from "@hark/workflow";
import { type CompanyRow, companyTable } from "../features/companies/company.ts";
import { flatCompany } from "../features/companies/happened.ts";
import { findCompaniesByName } from "../features/companies/store.ts";
import { readRecords } from "../records/table.ts";
import { text } from "./description-parts.ts";
import { exampleCompany } from "./examples.ts";
import { textParam } from "./run-items.ts";

export const companyFind: Action = {
  description: {
    name: "kustomer.company.find",
    label: "Company: Find",
    group: "Company",
    purpose:
      "Finds a company by its id or, when none is given, by its whole name in whatever case; of several, the oldest. Finds none: the output is empty.",
    input: {
      type: "object",
      properties: { id: text("ID (string)"), name: text("Name (string)") },
    },
    exampleOutput: exampleCompany,
  },
  hasEffects: false,
  keys: (params) => {
    const id = textParam(params, "id");
    const name = textParam(params, "name").toLowerCase();
    return { reads: [id === "" ? `company:name:${name}` : `company:${id}`], writes: [] };
  },
  run: async (items, { tx, orgId }) => {
    const wanted = items.map(({ params }) => ({
      id: textParam(params, "id"),
      name: textParam(params, "name").toLowerCase(),
    }));
    const ids = wanted.flatMap(({ id }) => (id === "" ? [] : [id]));
    const names = wanted.flatMap(({ id, name }) => (id === "" && name !== "" ? [name] : []));
    const byId = await readRecords<CompanyRow>(tx, companyTable, orgId, ids);
    const named = names.length > 0 ? await findCompaniesByName(tx, orgId, names) : [];
    const byName = new Map(named.map(({ lower_name: name, ...row }) => [name, row]));
    return wanted.map(({ id, name }) => {
      const row = id === "" ? byName.get(name) : byId.get(id);
      if (!row) return { output: {} };
      return { output: flatCompany(orgId, row), touched: { reads: [`company:${row.id}`], writes: [] } };
    });
  },
};
