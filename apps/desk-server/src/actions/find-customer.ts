import type { Action } from "@hark/workflow";
import type { ActionDescription } from "@hark/workflow/core";
import { type IdentityKind, identityKey, identityValue } from "../features/customers/identity.ts";
import { findByIdentity } from "../features/customers/store.ts";
import { customerOutput } from "./customer-results.ts";
import { exampleCustomer } from "./examples.ts";
import { textParam } from "./run-items.ts";

interface Finder {
  readonly name: string;
  readonly label: string;
  readonly purpose: string;
  readonly param: string;
  readonly paramTitle: string;
  readonly kind: IdentityKind;
}

/** An action that finds a customer by one thing; finding nobody is no error, the output is then empty. */
export function findCustomerAction(finder: Finder): Action {
  const { name, label, purpose, param, paramTitle, kind } = finder;
  const valueOf = (params: Parameters<Action["keys"]>[0]): string =>
    identityValue(kind, textParam(params, param));
  const description: ActionDescription = {
    name,
    label,
    group: "Customer",
    purpose,
    input: {
      type: "object",
      properties: { [param]: { type: "string", title: paramTitle } },
      required: [param],
    },
    exampleOutput: exampleCustomer,
  };
  return {
    description,
    hasEffects: false,
    keys: (params) => ({ reads: [identityKey({ kind, value: valueOf(params) })], writes: [] }),
    run: async (items, { tx, orgId }) => {
      const values = items.map((item) => valueOf(item.params));
      const rows = await findByIdentity(tx, orgId, kind, values);
      const byValue = new Map(rows.map((row) => [row.found_by, row]));
      return values.map((value) => {
        const row = byValue.get(value);
        if (!row) return { output: {} };
        const { found_by: _value, ...customer } = row;
        return {
          output: customerOutput(orgId, customer),
          touched: { reads: [`customer:${row.id}`], writes: [] },
        };
      });
    },
  };
}
