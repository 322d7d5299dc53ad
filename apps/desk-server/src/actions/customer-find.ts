import type { JsonObject } from "@hark/kernel";
import type { Action } from "@hark/workflow";
import { type CustomerRow, customerTable } from "../features/customers/customer.ts";
import { type Identity, identityKey, identityValue } from "../features/customers/identity.ts";
import { findByIdentity } from "../features/customers/store.ts";
import { readRecords } from "../records/table.ts";
import { customerOutput } from "./customer-results.ts";
import { text } from "./description-parts.ts";
import { exampleCustomer } from "./examples.ts";
import { textParam } from "./run-items.ts";

// The order in which a customer is looked for.
const KINDS = ["externalId", "email", "phone"] as const;

type Lookup = Pick<Identity, "kind" | "value">;

function lookupsOf(params: JsonObject): Lookup[] {
  return KINDS.flatMap((kind) => {
    const value = identityValue(kind, textParam(params, kind));
    return value === "" ? [] : [{ kind, value }];
  });
}

export const customerFind: Action = {
  description: {
    name: "kustomer.customer.find",
    label: "Customer: Find",
    group: "Customer",
    purpose:
      "Finds a customer by whatever is given: id, external id, e-mail address, phone number, in this order; the first that finds somebody counts. Finds nobody: the output is empty.",
    input: {
      type: "object",
      properties: {
        id: text("ID (string)"),
        externalId: text("External ID (string)"),
        email: text("Email (string)"),
        phone: text("Phone (string)"),
      },
    },
    exampleOutput: exampleCustomer,
  },
  hasEffects: false,
  keys: (params) => {
    const id = textParam(params, "id");
    return {
      reads: [...(id === "" ? [] : [`customer:${id}`]), ...lookupsOf(params).map(identityKey)],
      writes: [],
    };
  },
  run: async (items, { tx, orgId }) => {
    const wanted = items.map(({ params }) => ({ id: textParam(params, "id"), lookups: lookupsOf(params) }));
    const ids = wanted.flatMap(({ id }) => (id === "" ? [] : [id]));
    const byId = await readRecords<CustomerRow>(tx, customerTable, orgId, ids);
    const byKey = new Map<string, CustomerRow>();
    for (const kind of KINDS) {
      const values = wanted.flatMap(({ lookups }) =>
        lookups.flatMap((lookup) => (lookup.kind === kind ? [lookup.value] : [])),
      );
      if (values.length === 0) continue;
      for (const { found_by: value, ...row } of await findByIdentity(tx, orgId, kind, values))
        byKey.set(identityKey({ kind, value }), row);
    }
    return wanted.map(({ id, lookups }) => {
      const found = [byId.get(id), ...lookups.map((lookup) => byKey.get(identityKey(lookup)))];
      const row = found.find((entry) => entry !== undefined);
      if (!row) return { output: {} };
      return { output: customerOutput(orgId, row), touched: { reads: [`customer:${row.id}`], writes: [] } };
    });
  },
};
