import { z } from "zod";

const relation = z.object({
  data: z.object({ type: z.string(), id: z.string() }),
  links: z.object({ self: z.string() }),
});

/**
 * What a workflow's first step sees of a POST or a mail to a hook. `attributes.data` is whatever was sent, read by its type; a
 * body of no type that is known stands there as `{ unstructured: "…" }`.
 */
export const hookTransaction = z.object({
  id: z.string(),
  type: z.literal("transaction"),
  attributes: z.object({ createdAt: z.string(), data: z.json() }),
  relationships: z.object({ org: relation, hook: relation }),
});
export type HookTransaction = z.infer<typeof hookTransaction>;
