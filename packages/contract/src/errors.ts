import { z } from "zod";

/** One error as both APIs answer it. `title` names the kind, `detail` the fault and its cure, `source` the field. */
export const apiError = z.object({
  status: z.number(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  source: z.object({ pointer: z.string().optional(), parameter: z.string().optional() }).optional(),
  meta: z.record(z.string(), z.json()).optional(),
});
export type ApiErrorBody = z.infer<typeof apiError>;

/** The body of every answer that is not a success. */
export const errorAnswer = z.object({ errors: z.array(apiError) });
export type ErrorAnswer = z.infer<typeof errorAnswer>;
