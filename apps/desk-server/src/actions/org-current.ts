import type { Action } from "@hark/workflow";

export const orgCurrent: Action = {
  description: {
    name: "kustomer.org.current",
    label: "Organization: Current",
    group: "Organization",
    purpose: "Puts out the organisation that the workflow belongs to.",
    input: { type: "object", properties: {} },
    exampleOutput: { id: "64b000000000000000000001" },
  },
  hasEffects: false,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items, { orgId }) => items.map(() => ({ output: { id: orgId } })),
};
