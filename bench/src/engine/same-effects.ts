import { deepStrictEqual } from "node:assert";
import type { Database } from "@hark/postgres";

/** The tables, each with what orders its rows alike for both: never an id, which is random. */
const TABLES: Readonly<Record<string, string>> = {
  "desk.customers": "emails -> 0 ->> 'email'",
  "desk.customer_identities": "kind, value",
  "desk.kobjects": "external_id",
  "workflow.runs": "journal -> -1 -> 'input' ->> 'externalId'",
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
  return normalised(lines);
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
      .replaceAll(/"duration_ms": [\d.e-]+/g, '"duration_ms": 0')
      .replaceAll(/"seq": \d+/g, '"seq": 0')
      .replaceAll(INSTANT, "<instant>")
      .replaceAll(ID, nameOf),
  );
}
