import { deepStrictEqual } from "node:assert";
import { isJsonObject, type Json } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { findRun } from "@hark/workflow";

/** The tables, each with what orders its rows alike for both: never an id, which is random. */
const TABLES: Readonly<Record<string, string>> = {
  "desk.customers": "emails -> 0 ->> 'email'",
  "desk.customer_identities": "kind, value",
  "desk.kobjects": "external_id",
  "workflow.events": "data -> 'attributes' -> 'data' -> 'review' ->> 'reviewId'",
  "workflow.queue": "seq",
};
const ID = /\b[0-9a-f]{24}\b/g;
const INSTANT = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00(?::00)?)?/g;

/**
 * Throws unless two organisations, which took in reviews of the same ids in the same order, have the same rows in every table that
 * a run touches. Ids and instants may differ, but not where they stand: they are numbered as they first come up.
 */
export async function expectSameEffects(
  database: Database,
  subject: string,
  byHand: string,
): Promise<number> {
  const [left, right] = [await dump(database, subject), await dump(database, byHand)];
  deepStrictEqual(right, left, "the engine and the program by hand wrote different rows");
  return left.length;
}

async function dump(database: Database, orgId: string): Promise<string[]> {
  const lines: string[] = [];
  for (const [table, order] of Object.entries(TABLES)) {
    const rows = await database.all<{ line: string }>(
      `select '${table} ' || to_jsonb(t)::text as line from ${table} t where org_id = $1 order by ${order}`,
      [orgId],
    );
    lines.push(...rows.map((row) => row.line));
  }
  lines.push(...(await dumpRuns(database, orgId)));
  return normalised(lines);
}

/** Runs as readers get them: however briefly a journal is kept, what it tells must be the same. */
async function dumpRuns(database: Database, orgId: string): Promise<string[]> {
  const ids = await database.all<{ id: string }>(
    `select id from workflow.runs where org_id = $1 order by journal::json -> -1 -> 'in' ->> 'externalId'`,
    [orgId],
  );
  const lines: string[] = [];
  for (const { id } of ids) {
    const run = JSON.parse(JSON.stringify(await findRun(database, orgId, id))) as Json;
    lines.push(`workflow.runs ${JSON.stringify(inOrder(run))}`);
  }
  return lines;
}

/** The value with the members of every object in the order of their names. */
function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name] ?? null)]));
}

/** Replaces ids by the order in which they come up, instants by a word, and leaves out how long a run took. */
export function normalised(lines: readonly string[]): string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    const name = names.get(id) ?? `#${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  return lines.map((line) =>
    line
      .replaceAll(/"(duration_ms|durationMs)": ?[\d.e-]+/g, '"$1":0')
      .replaceAll(/"seq": \d+/g, '"seq": 0')
      .replaceAll(INSTANT, "<instant>")
      .replaceAll(ID, nameOf),
  );
}
