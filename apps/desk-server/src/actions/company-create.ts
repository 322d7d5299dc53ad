import { companyBody } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { createCompanies } from "../features/companies/commands.ts";
import { companyKeys, companyProperties, companyWritten } from "./company-results.ts";
import { exampleCompany } from "./examples.ts";
import { authorOfRun, readParams, runItems } from "./run-items.ts";

export const companyCreate: Action = {
  description: {
    name: "kustomer.company.create",
    label: "Company: Create",
    group: "Company",
    purpose: "Creates a company.",
    input: { type: "object", properties: companyProperties, required: ["name"] },
    exampleOutput: exampleCompany,
  },
  hasEffects: true,
  keys: (params) => ({ reads: [], writes: companyKeys(params) }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(companyBody, item.params);
        return "fault" in parsed ? parsed : { body: { body: parsed.body, author: authorOfRun(item) } };
      },
      write: (bodies, writer) => createCompanies(writer, bodies, true),
      succeed: (row) => companyWritten(context.orgId, row, "created"),
    }),
};
