import type { Json } from "@hark/kernel";
import { z } from "zod";

/**
 * Any JSON, as it was read from a body. `z.json()` would look at each value of it to see what the parser of the body saw already, and
 * holds up everybody else for a tenth of a second over a large one.
 */
export const anyJson: z.ZodType<Json> = z.any();
