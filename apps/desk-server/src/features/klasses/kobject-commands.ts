import type { KobjectChanges } from "@hark/contract";
import {
  isWrittenMeanwhile,
  type Outcome,
  type RecordFault,
  WrittenMeanwhileError,
} from "../../records/fault.ts";
import { noteCreated, noteUpdated, type RowChange } from "../../records/happened.ts";
import { insertRecords, readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer } from "../../records/writer.ts";
import { loadKlassSchemas } from "./klass-store.ts";
import { changeKobject, type KobjectRow, kobjectTable, type NewKobject, planKobject } from "./kobject.ts";
import { reportedKobject } from "./kobject-happened.ts";
import { explainRefusals, findByExternalIds, type Refusal } from "./kobject-store.ts";

/** Creates custom objects of any klasses with one insert. One outcome per item, in order. */
export async function createKobjects(
  writer: Writer,
  items: readonly NewKobject[],
  cast = false,
): Promise<Outcome<KobjectRow>[]> {
  const schemas = await loadKlassSchemas(
    writer.sql,
    writer.orgId,
    items.map((item) => item.klass),
  );
  const planned = items.map((item) => planKobject(item, schemas.get(item.klass), writer, cast));
  const rows = planned.flatMap((outcome) => ("row" in outcome ? [outcome.row] : []));
  const inserted = await insertRecords(writer.sql, kobjectTable, writer.orgId, rows);
  const left = rows.filter((row) => !inserted.has(row.id));
  const explained = left.length > 0 ? await explainRefusals(writer.sql, writer.orgId, left) : [];
  const refusals = new Map(explained.map((refusal) => [refusal.id, refusal]));
  const outcomes = planned.map((outcome): Outcome<KobjectRow> => {
    if ("fault" in outcome || inserted.has(outcome.row.id)) return outcome;
    return { fault: faultOf(outcome.row, refusals.get(outcome.row.id), writer.now, writer.alone) };
  });
  noteCreated(writer, reportedKobject, items, outcomes);
  return outcomes;
}

function faultOf(row: KobjectRow, refusal: Refusal | undefined, now: Date, alone: boolean): RecordFault {
  if (refusal && !refusal.has_customer) {
    return {
      code: "notfound",
      field: "customer",
      message: `there is no customer ${row.customer_id ?? ""}; find or create the customer first`,
    };
  }
  const key = `kobject:${row.klass_name}:externalId:${row.external_id ?? ""}`;
  if (!refusal?.taken_by || !refusal.taken_at) throw new WrittenMeanwhileError(key);
  if (!refusal.is_own && isWrittenMeanwhile(refusal.taken_at, now, alone))
    throw new WrittenMeanwhileError(key);
  return takenExternalId(row.klass_name, row.external_id ?? "", refusal.taken_by);
}

const takenExternalId = (klass: string, externalId: string, id: string): RecordFault => ({
  code: "conflict",
  field: "externalId",
  message: `externalId ${JSON.stringify(externalId)} is taken by ${klass} ${id}; change that one, or use another externalId`,
});

/** A change to one custom object. */
export interface KobjectUpdate {
  readonly id: string;
  /** When given, the object must be of this klass. */
  readonly klass?: string;
  readonly changes: KobjectChanges;
  readonly author: Author;
  readonly replace?: boolean;
}

/** Changes custom objects: one statement to read and lock them, one to write them back. One outcome per item, in order. */
export async function updateKobjects(
  writer: Writer,
  items: readonly KobjectUpdate[],
  cast = false,
): Promise<Outcome<KobjectRow>[]> {
  const { sql, orgId, now } = writer;
  const ids = items.map((item) => item.id);
  const current = await readRecords<KobjectRow>(sql, kobjectTable, orgId, ids, true);
  const schemas = await loadKlassSchemas(
    sql,
    orgId,
    [...current.values()].map((row) => row.klass_name),
  );
  const holders = await holdersOfExternalIds(writer, items, current);
  const changed = new Map<string, KobjectRow>();
  const changes: RowChange<KobjectRow>[] = [];
  const outcomes = items.map((item): Outcome<KobjectRow> => {
    const row = changed.get(item.id) ?? current.get(item.id);
    if (!row || (item.klass !== undefined && row.klass_name !== item.klass))
      return { fault: missingKobject(item.id) };
    const outcome = changeKobject(
      row,
      { changes: item.changes, author: item.author, replace: item.replace ?? false, cast },
      schemas.get(row.klass_name),
      now,
    );
    if ("fault" in outcome) return outcome;
    const { external_id: externalId, klass_name: klass } = outcome.row;
    const holder = externalId === null ? undefined : holders.get(`${klass}:${externalId}`);
    if (holder !== undefined && holder !== row.id)
      return { fault: takenExternalId(klass, externalId ?? "", holder) };
    if (externalId !== null) holders.set(`${klass}:${externalId}`, row.id);
    changed.set(row.id, outcome.row);
    changes.push({ author: item.author, before: row, after: outcome.row });
    return outcome;
  });
  await saveRecords(sql, kobjectTable, orgId, [...changed.values()]);
  noteUpdated(writer, reportedKobject, changes);
  return outcomes;
}

/** Who holds the external ids that are asked for, by "klass:externalId". */
async function holdersOfExternalIds(
  writer: Writer,
  items: readonly KobjectUpdate[],
  current: ReadonlyMap<string, KobjectRow>,
): Promise<Map<string, string>> {
  const wanted = items.flatMap(({ id, changes }) => {
    const row = current.get(id);
    return row && changes.externalId ? [{ klass_name: row.klass_name, external_id: changes.externalId }] : [];
  });
  if (wanted.length === 0) return new Map();
  const rows = await findByExternalIds(writer.sql, writer.orgId, wanted);
  return new Map(rows.map((row) => [`${row.klass_name}:${row.external_id ?? ""}`, row.id]));
}

/** The fault of a custom object that is not there. */
export const missingKobject = (id: string): RecordFault => ({
  code: "notfound",
  field: "id",
  message: `there is no custom object ${id}; find it first, or correct the id`,
});
