import type { CustomerBody } from "@hark/contract";
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

export interface EmailEntry {
  readonly type?: string | undefined;
  readonly email: string;
  readonly verified?: boolean | undefined;
}
export interface PhoneEntry {
  readonly type?: string | undefined;
  readonly phone: string;
  readonly verified?: boolean | undefined;
}
export interface ExternalIdEntry {
  readonly externalId: string;
  readonly verified?: boolean | undefined;
}

/** A customer. */
export interface CustomerRow extends FiledRow {
  readonly name: string | null;
  readonly company_id: string | null;
  readonly emails: readonly EmailEntry[];
  readonly phones: readonly PhoneEntry[];
  readonly external_ids: readonly ExternalIdEntry[];
  readonly custom: JsonObject;
  readonly tags: readonly string[];
  readonly modified_at: Date;
}

export const customerTable: RecordTable = {
  name: "desk.customers",
  columns: {
    ...commonColumns,
    ...filedColumns,
    name: "text",
    company_id: "text",
    emails: "jsonb",
    phones: "jsonb",
    external_ids: "jsonb",
    custom: "jsonb",
    tags: "text[]",
    modified_at: "timestamptz",
  },
  fixed: fixedColumns,
  unique: [],
  parents: [],
};

// Writable attributes that nothing searches or joins by.
const LOOSE = [
  "username",
  "signedUpAt",
  "lastActivityAt",
  "lastCustomerActivityAt",
  "lastSeenAt",
  "avatarUrl",
  "birthdayAt",
  "gender",
  "locale",
  "timeZone",
  "defaultLang",
  "sentiment",
  "sharedExternalIds",
  "sharedEmails",
  "sharedPhones",
  "whatsapps",
  "facebookIds",
  "instagramIds",
  "socials",
  "sharedSocials",
  "urls",
  "locations",
  "importedAt",
];

/** The row a new customer becomes, or why it cannot. */
export function planCustomer(
  { body, author }: Written<CustomerBody>,
  properties: Properties,
  writer: Pick<Writer, "now" | "newId">,
  cast: boolean,
): Outcome<CustomerRow> {
  const blank: CustomerRow = {
    id: writer.newId(),
    name: null,
    external_id: null,
    company_id: null,
    emails: [],
    phones: [],
    external_ids: [],
    attributes: {},
    custom: {},
    tags: [],
    rev: 0,
    created_at: body.createdAt === undefined ? writer.now : new Date(body.createdAt),
    updated_at: writer.now,
    modified_at: writer.now,
    ...authorColumns(author),
  };
  const { rev: _given, ...changes } = body;
  return changeCustomer(blank, { changes, author, replace: true, cast }, properties, writer.now);
}

/** How to change a customer. */
export interface CustomerChange {
  readonly changes: CustomerBody;
  readonly author: Author;
  readonly replace: boolean;
  readonly cast: boolean;
}

/** The row with the changes made, or why they cannot be. A company that is not named stays. */
export function changeCustomer(
  row: CustomerRow,
  { changes, author, replace, cast }: CustomerChange,
  properties: Properties,
  now: Date,
): Outcome<CustomerRow> {
  if (changes.rev !== undefined && changes.rev !== row.rev) return { fault: staleRev(row.rev) };
  const read = readCustom("customer", properties, changes.custom ?? {}, cast);
  if ("fault" in read) return read;
  return {
    row: {
      ...row,
      name: pick<string | null>(changes.name, row.name, null, replace),
      external_id: pick<string | null>(changes.externalId, row.external_id, null, replace),
      company_id: pick<string | null>(changes.company, row.company_id, null, replace),
      emails: pick<readonly EmailEntry[]>(changes.emails?.map(withDefaults), row.emails, [], replace),
      phones: pick<readonly PhoneEntry[]>(changes.phones?.map(withDefaults), row.phones, [], replace),
      external_ids: pick<readonly ExternalIdEntry[]>(
        changes.externalIds?.map((entry) => ({ verified: false, ...entry })),
        row.external_ids,
        [],
        replace,
      ),
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

const withDefaults = <Entry extends { type?: string | undefined; verified?: boolean | undefined }>(
  entry: Entry,
): Entry => ({ ...entry, type: entry.type ?? "home", verified: entry.verified ?? false });
