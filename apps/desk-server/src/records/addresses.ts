import { z } from "zod";

/** Path with an id. Any text is let through: what is no id is not found, as any other id that does not exist. */
export const idParams = z.object({ id: z.string().max(300) });

/** Query of a PUT: `replace=true` empties what the body leaves out. */
export const replaceQuery = z.object({ replace: z.enum(["true", "false"]).optional() });

/** Query of a PATCH: `rev` is the state the change was made on. */
export const revQuery = z.object({ rev: z.coerce.number().int().optional() });
