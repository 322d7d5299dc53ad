import { createWorkflow, deskCatalogue } from "@hark/desk-server";
import { HarkError, type Json, newId, secureRandom, systemClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import type { Condition, Step } from "@hark/workflow/core";

/** A workflow document that somebody saves and enables, made to take as long as it may. */
export interface DocumentCase {
  readonly name: string;
  readonly steps: readonly Partial<Step>[];
}

const times = <Made>(count: number, make: (at: number) => Made): Made[] =>
  Array.from({ length: count }, (_, at) => make(at));
const always: Condition = { op: "true", values: [true] };
const find = (email: Json): Partial<Step> => ({
  action: "kustomer.customer.find-by-email",
  params: { email },
});
const edges = (count: number, target: (at: number) => string) =>
  times(count, (at) => ({ target: target(at), condition: always }));

const nested = (depth: number): Json =>
  depth === 0
    ? { op: "eq", values: ["/#steps.1.attributes.data.member", 1] }
    : { op: "and", values: [nested(depth - 1)] };

/** Each is as large as the limits of documents let it be. */
export const documentCases: readonly DocumentCase[] = [
  {
    name: "checking 8,000 edges",
    steps: times(160, (step) => ({ transitions: edges(50, (at) => `s${(step + at + 1) % 160}`) })),
  },
  {
    name: "checking 30,000 references that lead nowhere",
    steps: times(18, () => find(times(1_600, (at) => `/#steps.1.attributes.data.m${at}`))),
  },
  {
    name: "checking 10,000 names of their own",
    steps: times(10, () => find(Object.fromEntries(times(4_800, (at) => [`name${at}`, 1])))),
  },
  { name: "checking tags", steps: times(5, () => find("{{a}}".repeat(4_000))) },
  {
    name: "checking tags with thousands of params",
    steps: times(5, () => find(`{{lookup ${"a ".repeat(9_900)}}}`)),
  },
  {
    name: "checking conditions in conditions",
    steps: times(38, () => ({
      transitions: times(12, () => ({
        target: "s1",
        condition: { op: "and", values: [nested(30)] },
      })),
    })),
  },
  {
    name: "checking functions with thousands of arguments",
    steps: times(10, () => find(`/#fn:transform,steps.1${",a:b".repeat(12_000)}`)),
  },
  {
    name: "checking 500 unknown actions",
    steps: times(500, (at) => ({ action: `kustomer.customer.find-by-emial${at}`, params: { a: 1 } })),
  },
];

const example = { attributes: { data: Object.fromEntries(times(9_000, (at) => [`member${at}`, at])) } };

/** Prepares to save and enable the document as Desk's API does; that it is refused for its errors takes no less. */
export function saveDocument(database: Database, { steps }: DocumentCase): () => Promise<void> {
  const orgId = newId(systemClock.now());
  const tools = { database, clock: systemClock, random: secureRandom, catalogue: deskCatalogue() };
  const body = {
    name: "Held",
    enabled: true,
    example,
    trigger: { id: "1", eventName: "kustomer.hooks.web.x.receive", transitions: edges(1, () => "s0") },
    steps: steps.map((step, at) => ({
      id: `s${at}`,
      transitions: at + 1 < steps.length ? edges(1, () => `s${at + 1}`) : [],
      ...step,
    })),
  };
  return async () => {
    await createWorkflow(tools, orgId, "bench", body).catch((error: unknown) => {
      // What is too large was never checked, and shows nothing.
      if (!(error instanceof HarkError) || /holds? at most/.test(error.message)) throw error;
    });
  };
}
