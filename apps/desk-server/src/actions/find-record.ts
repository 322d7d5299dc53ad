import type { JsonObject } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { Action } from "@hark/workflow";
import { text } from "./description-parts.ts";
import { textParam } from "./run-items.ts";

/** A record that was found, as the step puts it out. */
export interface Found {
  readonly id: string;
  readonly output: JsonObject;
}

interface Finder {
  readonly name: string;
  readonly label: string;
  readonly group: string;
  readonly purpose: string;
  readonly param: string;
  readonly paramTitle: string;
  readonly exampleOutput: JsonObject;
  /** The value as it is looked up, such as an address in lower case. */
  readonly normal?: (value: string) => string;
  /** The key under which the lookup of a value is known; empty when only the record's own key counts. */
  readonly lookupKey: (value: string) => readonly string[];
  /** The key of a found record. */
  readonly recordKey: (id: string) => string;
  /** Looks all values up in one statement. Gives what was found, by value. */
  find(tx: Sql, orgId: string, values: readonly string[]): Promise<ReadonlyMap<string, Found>>;
}

/** An action that finds a record by one text; finding none is no error, the output is then empty. */
export function findRecordAction(finder: Finder): Action {
  const { param, normal = (value: string) => value } = finder;
  const valueOf = (params: JsonObject): string => normal(textParam(params, param));
  return {
    description: {
      name: finder.name,
      label: finder.label,
      group: finder.group,
      purpose: finder.purpose,
      input: {
        type: "object",
        properties: { [param]: text(finder.paramTitle) },
        required: [param],
      },
      exampleOutput: finder.exampleOutput,
    },
    hasEffects: false,
    keys: (params) => ({ reads: finder.lookupKey(valueOf(params)), writes: [] }),
    run: async (items, { tx, orgId }) => {
      const values = items.map((item) => valueOf(item.params));
      const found = await finder.find(tx, orgId, [...new Set(values)]);
      return values.map((value) => {
        const record = found.get(value);
        if (!record) return { output: {} };
        return { output: record.output, touched: { reads: [finder.recordKey(record.id)], writes: [] } };
      });
    },
  };
}

/** Rows by id as found records. */
export function foundById<Row extends { readonly id: string }>(
  rows: Iterable<Row>,
  output: (row: Row) => JsonObject,
): Map<string, Found> {
  return new Map([...rows].map((row) => [row.id, { id: row.id, output: output(row) }]));
}
