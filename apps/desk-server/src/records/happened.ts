import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { EmittedEvent } from "@hark/workflow";
import type { Outcome } from "./fault.ts";
import type { Author, Writer } from "./writer.ts";

/** Something that happened to a record, and who did it. */
export interface Happening {
  readonly author: Author;
  readonly event: EmittedEvent;
}

/** What a write puts out of its record: the events' names (without the verb), and the record as a step sees it. */
export interface Reported<Row> {
  /** Such as `kustomer.customer`. Several when the record is known under several. */
  names(row: Row): readonly string[];
  flat(orgId: string, row: Row): JsonObject;
}

// What changes with every write says nothing.
const SILENT: ReadonlySet<string> = new Set(["id", "rev", "updatedAt", "modifiedAt", "createdAt"]);

/** Notes that records were created: one event per row and name. `items` and `outcomes` go side by side. */
export function noteCreated<Row extends { readonly id: string }>(
  writer: Pick<Writer, "orgId" | "happened">,
  reported: Reported<Row>,
  items: readonly { readonly author: Author }[],
  outcomes: readonly Outcome<Row>[],
): void {
  for (const [at, outcome] of outcomes.entries()) {
    const item = items[at];
    if (!item || "fault" in outcome) continue;
    const { row } = outcome;
    const data = (): JsonObject => reported.flat(writer.orgId, row);
    for (const name of reported.names(row))
      writer.happened({ author: item.author, event: { name: `${name}.create`, sourceId: row.id, data } });
  }
}

/** One change to one row. */
export interface RowChange<Row> {
  readonly author: Author;
  readonly before: Row;
  readonly after: Row;
}

/** Notes that records were changed, with what was there before. A write that changed nothing is no event. */
export function noteUpdated<Row extends { readonly id: string }>(
  writer: Pick<Writer, "orgId" | "happened">,
  reported: Reported<Row>,
  changes: readonly RowChange<Row>[],
): void {
  for (const { author, before, after } of changes) {
    const flat = reported.flat(writer.orgId, after);
    const attributes = changedAttributes(reported.flat(writer.orgId, before), flat);
    if (Object.keys(attributes).length === 0) continue;
    const data = (): JsonObject => ({ ...flat, changes: { attributes, relationships: {} } });
    for (const name of reported.names(after))
      writer.happened({ author, event: { name: `${name}.update`, sourceId: after.id, data } });
  }
}

/** The attributes that differ, each with `op`, `before` and `after`. Pure. */
export function changedAttributes(before: JsonObject, after: JsonObject): JsonObject {
  const changes: JsonObject = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (SILENT.has(name)) continue;
    const was = before[name] ?? null;
    const is = after[name] ?? null;
    if (isEqual(was, is)) continue;
    changes[name] = { op: was === null ? "add" : is === null ? "remove" : "replace", before: was, after: is };
  }
  return changes;
}

function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((entry, at) => isEqual(entry, b[at] ?? null));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => name in b && isEqual(a[name] ?? null, b[name] ?? null))
  );
}
