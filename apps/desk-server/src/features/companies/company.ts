import type { CompanyBody, CompanyChanges } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import { mergeCustom, overlay, pick } from "../../records/change.ts";
import { authorColumns } from "../../records/envelope.ts";
import type { Outcome } from "../../records/fault.ts";
import {
  commonColumns,
  type FiledRow,
  filedColumns,
  fixedColumns,
  type RecordTable,
} from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { staleRev } from "../klasses/kobject.ts";
import { type Properties, readCustom } from "../metadata/metadata.ts";

/** A company: whom several customers belong to. */
export interface CompanyRow extends FiledRow {
  readonly name: string;
  readonly custom: JsonObject;
  readonly tags: readonly string[];
  readonly modified_at: Date;
}

export const companyTable: RecordTable = {
  name: "desk.companies",
  columns: {
    ...commonColumns,
    ...filedColumns,
    name: "text",
    custom: "jsonb",
    tags: "text[]",
    modified_at: "timestamptz",
  },
  fixed: fixedColumns,
  unique: ["org_id, external_id"],
  parents: [],
};

// Writable attributes that nothing searches or joins by.
const LOOSE = [
  "avatarUrl",
  "emails",
  "phones",
  "whatsapps",
  "socials",
  "urls",
  "locations",
  "domains",
  "employeeCount",
  "defaultLang",
  "importedAt",
];

/** The row a new company becomes, or why it cannot. */
export function planCompany(
  { body, author }: Written<CompanyBody>,
  properties: Properties,
  writer: Pick<Writer, "now" | "newId">,
  cast: boolean,
): Outcome<CompanyRow> {
  const blank: CompanyRow = {
    id: writer.newId(),
    name: body.name,
    external_id: null,
    attributes: {},
    custom: {},
    tags: [],
    rev: 0,
    created_at: body.createdAt === undefined ? writer.now : new Date(body.createdAt),
    updated_at: writer.now,
    modified_at: writer.now,
    ...authorColumns(author),
  };
  const { rev: _given, createdAt: _createdAt, ...changes } = body;
  return changeCompany(blank, { changes, author, replace: true, cast }, properties, writer.now);
}

/** How to change a company. */
export interface CompanyChange {
  readonly changes: CompanyChanges;
  readonly author: Author;
  /** What the changes leave out is emptied. */
  readonly replace: boolean;
  readonly cast: boolean;
}

/** The row with the changes made, or why they cannot be. */
export function changeCompany(
  row: CompanyRow,
  { changes, author, replace, cast }: CompanyChange,
  properties: Properties,
  now: Date,
): Outcome<CompanyRow> {
  if (changes.rev !== undefined && changes.rev !== row.rev) return { fault: staleRev(row.rev) };
  const read = readCustom("company", properties, changes.custom ?? {}, cast);
  if ("fault" in read) return read;
  return {
    row: {
      ...row,
      name: changes.name ?? row.name,
      external_id: pick<string | null>(changes.externalId, row.external_id, null, replace),
      attributes: overlay(row.attributes, changes, LOOSE, replace),
      custom: mergeCustom(row.custom, read.custom, replace),
      tags: pick<readonly string[]>(changes.tags, row.tags, [], replace),
      rev: row.rev + 1,
      updated_at: now,
      modified_at: now,
      modified_by: author.userId,
    },
  };
}
