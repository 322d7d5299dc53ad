import type { AnyAction, OutsideAnswer } from "@hark/workflow";
import { type ActionCatalogue, type ActionDescription, catalogueOf } from "@hark/workflow/core";

/** Gives what it is handed as `any`, or all its params. */
export const HAND_ON = "bench.hand-on";
/** Asks the world outside, which answers little: until then the run is put down, and is read again behind it. */
export const ASK = "bench.ask";

const describe = (name: string): ActionDescription => ({
  name,
  label: name,
  group: "Bench",
  purpose: "",
  input: {
    type: "object",
    properties: { text: { type: "string", title: "Text" }, any: { type: "any", title: "Any" } },
  },
  exampleOutput: {},
});

/** What is known of the two actions. */
export const catalogue: ActionCatalogue = catalogueOf([describe(HAND_ON), describe(ASK)]);

/** The two actions. */
export const actions: readonly AnyAction[] = [
  {
    description: describe(HAND_ON),
    hasEffects: false,
    keys: () => ({ reads: [], writes: [] }),
    run: async (items) => items.map(({ params }) => ({ output: params["any"] ?? params })),
  },
  {
    description: describe(ASK),
    outside: true,
    request: () => ({
      request: { method: "GET", url: "https://api.example/", headers: {}, body: undefined },
    }),
    outcome: () => ({ output: {} }),
  },
];

/** The world outside. */
export const outside = async (): Promise<OutsideAnswer> => ({
  statusCode: 200,
  headers: {},
  body: "",
  error: undefined,
  refused: false,
  durationMs: 0,
});
