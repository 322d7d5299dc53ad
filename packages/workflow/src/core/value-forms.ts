import type { Json } from "@hark/kernel";
import type { Expression } from "./expression.ts";

/** One of the forms a value can have. */
export interface ValueForm {
  readonly kind: Expression["kind"];
  readonly doc: string;
  /** Tested, and shown in the docs; resolved on the example data. */
  readonly examples: readonly { readonly value: Json; readonly result: Json | undefined }[];
}

/** The forms there are, in the order they are told apart. */
export const valueForms: readonly ValueForm[] = [
  {
    kind: "function",
    doc: "The whole text is `/#fn:name,path,arguments`: what the function makes of the value at the path. No blanks around the commas.",
    examples: [{ value: "/#fn:parseFloat,steps.1.total", result: 42.7 }],
  },
  {
    kind: "reference",
    doc: "The whole text is `/#` and a path: the value there, its type kept; nothing when there is none, and the param is left out. Names part by dots, entries of lists are `.0` or `[0]`, `.length` is that of a list or text. A name with dots in it is found whole first; blanks, `@`, `-` and `_` belong to names.",
    examples: [
      { value: "/#steps.1.tags", result: ["unhappy", "vip"] },
      { value: "/#steps.1.tags[0]", result: "unhappy" },
      { value: "/#steps.1.tags.length", result: 2 },
      { value: "/#steps.1.billing.city", result: "Melbourne" },
      { value: "/#steps.1.First Name", result: "Reviewer" },
      { value: "/#steps.1.reward", result: undefined },
    ],
  },
  {
    kind: "template",
    doc: "A text with `{{ }}` in it, by the rules of Handlebars: always a text. `{{ }}` escapes HTML, `{{{ }}}` does not; what leads nowhere is the empty text.",
    examples: [
      { value: "{{steps.1.title}}", result: "Great &amp; Good" },
      { value: "Order {{{steps.1.title}}} shipped", result: "Order Great & Good shipped" },
      { value: "{{steps.1.tags.0}}{{steps.1.reward}}", result: "unhappy" },
    ],
  },
  {
    kind: "literal",
    doc: "Everything else, as it is. Lists and objects are read entry by entry.",
    examples: [
      { value: "see /#steps.1.title", result: "see /#steps.1.title" },
      { value: 3, result: 3 },
      { value: { tag: "/#steps.1.tags.1", sure: true }, result: { tag: "vip", sure: true } },
    ],
  },
];

/** Where paths begin. */
export const roots: readonly { readonly name: string; readonly doc: string }[] = [
  { name: "steps.<id>", doc: "What a step put out; the trigger is step 1." },
  {
    name: "variables.<id>",
    doc: "A variable of the workflow, by its id. Its value is masked wherever it is shown.",
  },
  {
    name: "error",
    doc: "Why a step failed: `error.code`, `error.message`, `error.field`. In error cases, and behind one that carries on.",
  },
];

/** What the examples of the language are resolved on, at 2026-01-01T00:00:00.000Z. */
export const exampleSteps: Readonly<Record<string, Json>> = {
  1: {
    title: "Great & Good",
    total: "42.7",
    createdAt: "2026-01-31T09:30:00.000Z",
    tags: ["unhappy", "vip"],
    size: "small",
    colours: { small: "red", large: "blue" },
    reviewer: { name: "Reviewer McGee", country: "US" },
    "billing.city": "Melbourne",
    "First Name": "Reviewer",
  },
};
