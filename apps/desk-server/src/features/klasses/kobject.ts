import type { KobjectBody, KobjectChanges } from "@hark/contract";
import type { JsonObject } from "@hark/kernel";
import { mergeCustom, overlay, pick } from "../../records/change.ts";
import { authorColumns } from "../../records/envelope.ts";
import type { Outcome, RecordFault } from "../../records/fault.ts";
import { JSON_TEXT } from "../../records/row-params.ts";
import {
  commonColumns,
  type FiledRow,
  filedColumns,
  fixedColumns,
  type RecordTable,
} from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { readCustom } from "../metadata/metadata.ts";
import type { KlassSchema } from "./klass-store.ts";

/** A custom object. */
export interface KobjectRow extends FiledRow {
  readonly klass_name: string;
  readonly customer_id: string | null;
  readonly company_id: string | null;
  readonly title: string;
  readonly data: JsonObject | null;
  readonly custom: JsonObject;
  readonly tags: readonly string[];
}

export const kobjectTable: RecordTable = {
  name: "desk.kobjects",
  columns: {
    ...commonColumns,
    ...filedColumns,
    klass_name: "text",
    customer_id: "text",
    company_id: "text",
    title: "text",
    data: JSON_TEXT,
    custom: "jsonb",
    tags: "text[]",
  },
  fixed: [...fixedColumns, "klass_name"],
  unique: ["org_id, klass_name, external_id"],
  parents: [{ column: "customer_id", table: "desk.customers" }],
};

// Writable attributes that nothing searches or joins by.
const LOOSE = ["description", "images", "icon", "importedAt"] as const;

/** A custom object to be created. */
export interface NewKobject extends Written<KobjectBody> {
  readonly klass: string;
}

/** The row a new custom object becomes, or why it cannot. */
export function planKobject(
  item: NewKobject,
  schema: KlassSchema | undefined,
  writer: Pick<Writer, "now" | "newId">,
  cast: boolean,
): Outcome<KobjectRow> {
  const { body } = item;
  if (!schema) return { fault: missingKlass(item.klass) };
  const read = readCustom(`kobject.${item.klass}`, schema.properties, body.custom ?? {}, cast);
  if ("fault" in read) return read;
  const createdAt = body.createdAt === undefined ? writer.now : new Date(body.createdAt);
  return {
    row: {
      id: writer.newId(),
      klass_name: item.klass,
      customer_id: body.customer ?? null,
      company_id: body.company ?? null,
      external_id: body.externalId ?? null,
      title: body.title,
      data: body.data ?? null,
      attributes: overlay({}, body, LOOSE, true),
      custom: read.custom,
      tags: body.tags ?? [],
      rev: 0,
      created_at: createdAt,
      updated_at: writer.now,
      ...authorColumns(item.author),
    },
  };
}

/** How to change a custom object. */
export interface KobjectChange {
  readonly changes: KobjectChanges;
  readonly author: Author;
  /** What the changes leave out is emptied. */
  readonly replace: boolean;
  readonly cast: boolean;
}

/** The row with the changes made, or why they cannot be. */
export function changeKobject(
  row: KobjectRow,
  { changes, author, replace, cast }: KobjectChange,
  schema: KlassSchema | undefined,
  now: Date,
): Outcome<KobjectRow> {
  if (!schema) return { fault: missingKlass(row.klass_name) };
  if (changes.rev !== undefined && changes.rev !== row.rev) return { fault: staleRev(row.rev) };
  const read = readCustom(`kobject.${row.klass_name}`, schema.properties, changes.custom ?? {}, cast);
  if ("fault" in read) return read;
  return {
    row: {
      ...row,
      external_id: pick(changes.externalId, row.external_id, null, replace),
      title: changes.title ?? row.title,
      data: pick<JsonObject | null>(changes.data, row.data, null, replace),
      attributes: overlay(row.attributes, changes, LOOSE, replace),
      custom: mergeCustom(row.custom, read.custom, replace),
      tags: pick(changes.tags, row.tags, [], replace),
      rev: row.rev + 1,
      updated_at: now,
      modified_by: author.userId,
    },
  };
}

/** The fault of an unknown klass. */
export function missingKlass(name: string): RecordFault {
  return {
    code: "notfound",
    field: "klassName",
    message: `there is no klass ${name}; create it with POST /v1/klasses, or correct the name`,
  };
}

/** The fault of a change that was made on a state that is gone. */
export function staleRev(current: number): RecordFault {
  return {
    code: "conflict",
    field: "rev",
    message: `the record was changed meanwhile and is at rev ${current} now; read it again and repeat the change`,
  };
}
