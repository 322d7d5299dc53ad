import type { InputProperty } from "@hark/workflow/core";
import { custom, emails, phones, tags, text } from "./description-parts.ts";

/** The params that describe a customer. */
export const customerProperties: Readonly<Record<string, InputProperty>> = {
  name: text("Name (string)"),
  emails,
  phones,
  externalId: text("External ID (string)", "The customer's id in another system."),
  username: text("Username (string)"),
  company: text("Company (string)", "Id of the company."),
  locale: text("Locale (string)"),
  timeZone: text("Time Zone (string)"),
  defaultLang: text("Default Language (string)"),
  avatarUrl: text("Avatar URL (string)"),
  externalIds: { type: "array", title: "External IDs (array)" },
  socials: { type: "array", title: "Socials (array)" },
  urls: { type: "array", title: "URLs (array)" },
  locations: { type: "array", title: "Locations (array)" },
  tags,
  custom,
};
