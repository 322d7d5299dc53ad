import type { Action } from "@hark/workflow";

export const transform: Action = {
  description: {
    name: "kustomer.transform.generic",
    label: "Transform: Generic",
    group: "Generic",
    purpose: "Puts out its input with every reference, function and template resolved.",
    input: { type: "object", properties: { input: { type: "any", title: "Input (any)" } } },
    exampleOutput: { output: {} },
  },
  hasEffects: false,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items) =>
    items.map(({ params }) => ({ output: params["input"] === undefined ? {} : { output: params["input"] } })),
};
