import type { JsonObject } from "@hark/kernel";
import type { ActionResult } from "@hark/workflow";
import type { InputProperty } from "@hark/workflow/core";
import type { CompanyRow } from "../features/companies/company.ts";
import { flatCompany } from "../features/companies/happened.ts";
import { companyMessages } from "../features/companies/messages.ts";
import type { Change } from "../records/tell.ts";
import { custom, emails, phones, tags, text } from "./description-parts.ts";
import { textParam } from "./run-items.ts";

/** The params that describe a company. */
export const companyProperties: Readonly<Record<string, InputProperty>> = {
  name: text("Name (string)", "3 to 256 characters."),
  externalId: text("External ID (string)", "Held by one company; a second one with it is refused."),
  emails,
  phones,
  domains: { type: "array", title: "Domains (array)" },
  employeeCount: { type: "number", title: "Employee Count (number)" },
  urls: { type: "array", title: "URLs (array)" },
  locations: { type: "array", title: "Locations (array)" },
  socials: { type: "array", title: "Socials (array)" },
  avatarUrl: text("Avatar URL (string)"),
  defaultLang: text("Default Language (string)"),
  tags,
  custom,
};

/** The result of a step that wrote a company. */
export function companyWritten(orgId: string, row: CompanyRow, change: Change): ActionResult {
  return {
    output: flatCompany(orgId, row),
    touched: { reads: [], writes: [`company:${row.id}`, `company:name:${row.name.toLowerCase()}`] },
    live: companyMessages(row.id, change),
  };
}

/** Keys of what the params say a company is found by. */
export function companyKeys(params: JsonObject): string[] {
  const externalId = textParam(params, "externalId");
  const name = textParam(params, "name").toLowerCase();
  return [
    ...(externalId === "" ? [] : [`company:externalId:${externalId}`]),
    ...(name === "" ? [] : [`company:name:${name}`]),
  ];
}
