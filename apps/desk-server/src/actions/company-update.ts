import { companyChanges, deskId } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { updateCompanies } from "../features/companies/commands.ts";
import { type CompanyRow, companyTable } from "../features/companies/company.ts";
import { readRecords } from "../records/table.ts";
import { companyKeys, companyProperties, companyWritten } from "./company-results.ts";
import { text } from "./description-parts.ts";
import { exampleCompany } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

const params = companyChanges.omit({ rev: true, deleted: true }).extend({ id: deskId });

export const companyUpdate: Action = {
  description: {
    name: "kustomer.company.update",
    label: "Company: Update",
    group: "Company",
    purpose:
      "Changes a company. What is not named stays; a list that is named is replaced, custom attributes are laid over.",
    input: {
      type: "object",
      properties: { id: text("ID (string)", "Id of the company."), ...companyProperties },
      required: ["id"],
    },
    exampleOutput: exampleCompany,
  },
  hasEffects: true,
  keys: (given) => ({ reads: [], writes: [`company:${textParam(given, "id")}`, ...companyKeys(given)] }),
  run: async (items, context) => {
    // The name and the id that a company loses are keys too: a later run of the batch must not have found it by them.
    const ids = items.map((item) => textParam(item.params, "id"));
    const before = await readRecords<CompanyRow>(context.tx, companyTable, context.orgId, ids);
    return runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        if ("fault" in parsed) return parsed;
        const { id, ...changes } = parsed.body;
        return { body: { id, changes, author: authorOfRun(item) } };
      },
      write: (updates, writer) => updateCompanies(writer, updates, true),
      succeed: (row) => {
        const result = companyWritten(context.orgId, row, "updated");
        const old = before.get(row.id);
        if ("error" in result || !old || !result.touched) return result;
        const lost = companyKeys({ name: old.name, externalId: old.external_id });
        return { ...result, touched: { reads: [], writes: [...result.touched.writes, ...lost] } };
      },
    });
  },
};
