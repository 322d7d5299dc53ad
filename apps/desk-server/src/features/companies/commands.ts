import type { CompanyBody, CompanyChanges } from "@hark/contract";
import { type Outcome, type RecordFault, WrittenMeanwhileError } from "../../records/fault.ts";
import { noteCreated, noteUpdated, type RowChange } from "../../records/happened.ts";
import { holdersOf, insertRecords, readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer, Written } from "../../records/writer.ts";
import { declaredFor } from "../metadata/store.ts";
import { type CompanyRow, changeCompany, companyTable, planCompany } from "./company.ts";
import { reportedCompany } from "./happened.ts";

const RESOURCE = "company";

/** Creates companies with one insert. One outcome per item, in order. */
export async function createCompanies(
  writer: Writer,
  items: readonly Written<CompanyBody>[],
  cast = false,
): Promise<Outcome<CompanyRow>[]> {
  const { sql, orgId } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ body }) => body),
  );
  const externalIds = items.flatMap(({ body }) => body.externalId ?? []);
  const holders = await holdersOf(sql, companyTable, orgId, externalIds);
  const outcomes = items.map((item): Outcome<CompanyRow> => {
    const externalId = item.body.externalId ?? undefined;
    const holder = externalId === undefined ? undefined : holders.get(externalId);
    if (externalId !== undefined && holder !== undefined) return { fault: taken(externalId, holder) };
    const planned = planCompany(item, properties, writer, cast);
    if ("row" in planned && externalId !== undefined) holders.set(externalId, planned.row.id);
    return planned;
  });
  const rows = outcomes.flatMap((outcome) => ("row" in outcome ? [outcome.row] : []));
  const inserted = await insertRecords(sql, companyTable, orgId, rows);
  const lost = rows.find((row) => !inserted.has(row.id));
  // All that can refuse a company was looked up before, so whatever does now came in between.
  if (lost) throw new WrittenMeanwhileError(`company:externalId:${lost.external_id ?? lost.id}`);
  noteCreated(writer, reportedCompany, items, outcomes);
  return outcomes;
}

/** A change to one company. */
export interface CompanyUpdate {
  readonly id: string;
  readonly changes: CompanyChanges;
  readonly author: Author;
  readonly replace?: boolean;
}

/** Changes companies: one statement to read and lock them, one to write them back. One outcome per item, in order. */
export async function updateCompanies(
  writer: Writer,
  items: readonly CompanyUpdate[],
  cast = false,
): Promise<Outcome<CompanyRow>[]> {
  const { sql, orgId, now } = writer;
  const properties = await declaredFor(
    writer,
    RESOURCE,
    items.map(({ changes }) => changes),
  );
  const ids = items.map((item) => item.id);
  const current = await readRecords<CompanyRow>(sql, companyTable, orgId, ids, true);
  const externalIds = items.flatMap(({ changes }) => changes.externalId ?? []);
  const holders = await holdersOf(sql, companyTable, orgId, externalIds);
  const changed = new Map<string, CompanyRow>();
  const noted: RowChange<CompanyRow>[] = [];
  const outcomes = items.map(({ id, changes, author, replace = false }): Outcome<CompanyRow> => {
    const row = changed.get(id) ?? current.get(id);
    if (!row) return { fault: missingCompany(id, "id") };
    const externalId = changes.externalId ?? undefined;
    const holder = externalId === undefined ? undefined : holders.get(externalId);
    if (externalId !== undefined && holder !== undefined && holder !== id)
      return { fault: taken(externalId, holder) };
    const outcome = changeCompany(row, { changes, author, replace, cast }, properties, now);
    if ("fault" in outcome) return outcome;
    if (row.external_id !== null && row.external_id !== outcome.row.external_id)
      holders.delete(row.external_id);
    if (externalId !== undefined) holders.set(externalId, id);
    changed.set(id, outcome.row);
    noted.push({ author, before: row, after: outcome.row });
    return outcome;
  });
  await saveRecords(sql, companyTable, orgId, [...changed.values()]);
  noteUpdated(writer, reportedCompany, noted);
  return outcomes;
}

/** The fault of a company that is not there. */
export function missingCompany(id: string, field: string): RecordFault {
  return {
    code: "notfound",
    field,
    message: `there is no company ${JSON.stringify(id)}; find or create the company first`,
  };
}

const taken = (externalId: string, id: string): RecordFault => ({
  code: "conflict",
  field: "externalId",
  message: `${JSON.stringify(externalId)} is taken by company ${id}; change that one, or use another externalId`,
});
