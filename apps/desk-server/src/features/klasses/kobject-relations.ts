import { type Outcome } from "../../records/fault.ts";
import { noteUpdated, type RowChange } from "../../records/happened.ts";
import { readRecords, saveRecords } from "../../records/table.ts";
import type { Author, Writer } from "../../records/writer.ts";
import { missingCompany } from "../companies/commands.ts";
import { knownCompanies } from "../companies/store.ts";
import { knownCustomers } from "../conversations/store.ts";
import { missingCustomer } from "../customers/commands.ts";
import { type KobjectRow, kobjectTable } from "./kobject.ts";
import { missingKobject } from "./kobject-commands.ts";
import { reportedKobject } from "./kobject-happened.ts";
import { deleteKobjects } from "./kobject-store.ts";

/** Whose a custom object shall be. What is not named stays. */
export interface Relating {
  readonly id: string;
  /** When given, the object must be of this klass. */
  readonly klass?: string | undefined;
  readonly customer?: string | undefined;
  readonly company?: string | undefined;
  readonly author: Author;
}

/** Puts custom objects to customers and companies. One outcome per item, in order. */
export async function relateKobjects(
  writer: Writer,
  items: readonly Relating[],
): Promise<Outcome<KobjectRow>[]> {
  const { sql, orgId, now } = writer;
  const ids = items.map((item) => item.id);
  const current = await readRecords<KobjectRow>(sql, kobjectTable, orgId, ids, true);
  const customerIds = items.flatMap(({ customer }) => customer ?? []);
  const customers = await knownCustomers(sql, orgId, customerIds);
  const companyIds = items.flatMap(({ company }) => company ?? []);
  const companies = await knownCompanies(sql, orgId, companyIds);
  const changed = new Map<string, KobjectRow>();
  const changes: RowChange<KobjectRow>[] = [];
  const outcomes = items.map(({ id, klass, customer, company, author }): Outcome<KobjectRow> => {
    const row = changed.get(id) ?? current.get(id);
    if (!row || (klass !== undefined && row.klass_name !== klass)) return { fault: missingKobject(id) };
    if (customer !== undefined && !customers.has(customer))
      return { fault: missingCustomer(customer, "customer") };
    if (company !== undefined && !companies.has(company))
      return { fault: missingCompany(company, "company") };
    const after: KobjectRow = {
      ...row,
      customer_id: customer ?? row.customer_id,
      company_id: company ?? row.company_id,
      rev: row.rev + 1,
      updated_at: now,
      modified_by: author.userId,
    };
    changed.set(id, after);
    changes.push({ author, before: row, after });
    return { row: after };
  });
  await saveRecords(sql, kobjectTable, orgId, [...changed.values()]);
  noteUpdated(writer, reportedKobject, changes);
  return outcomes;
}

/** Deletes custom objects with one statement. One outcome per item, in order. */
export async function removeKobjects(
  { sql, orgId }: Writer,
  items: readonly { readonly id: string; readonly klass?: string | undefined }[],
): Promise<Outcome<KobjectRow>[]> {
  const ids = items.map((item) => item.id);
  const current = await readRecords<KobjectRow>(sql, kobjectTable, orgId, ids, true);
  const fitting = items.flatMap(({ id, klass }) => {
    const row = current.get(id);
    return row && (klass === undefined || row.klass_name === klass) ? [id] : [];
  });
  const deleted = fitting.length > 0 ? await deleteKobjects(sql, orgId, fitting) : [];
  const left = new Map(deleted.map((row) => [row.id, row]));
  return items.map(({ id }) => {
    const row = left.get(id);
    left.delete(id);
    return row ? { row } : { fault: missingKobject(id) };
  });
}
