import type { RunTraits } from "@hark/workflow";
import { z } from "zod";

/** An instant in a query or body. */
export const instant = z.iso.datetime({
  offset: true,
  error: "must be an ISO 8601 instant, such as 2026-01-31T09:30:00Z",
});
const text = z.string().trim().min(1).max(200).optional();
const id = z.string().max(64).optional();

/** What runs are looked for by, in a search and in a replay alike. */
export const runTraits = {
  workflow: id,
  hook: id,
  customer: id,
  q: text,
  step: text,
  error: text,
};

/** Reads what runs are looked for by. */
export const traitsOf = (
  given: {
    readonly [name in keyof typeof runTraits]?: string | undefined;
  },
): Omit<RunTraits, "state"> => ({
  workflowId: given.workflow,
  sourceId: given.hook,
  recordId: given.customer,
  text: given.q,
  stepId: given.step,
  error: given.error,
});

/** An instant that was sent, as a Date. */
export const dateOf = (sent: string | undefined): Date | undefined =>
  sent === undefined ? undefined : new Date(sent);
