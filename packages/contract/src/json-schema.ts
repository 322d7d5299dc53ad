import { z } from "zod";
import { hookTransaction } from "./hook-transaction.ts";
import { reviewEvent } from "./review-event.ts";

/** What goes over the wire, for whoever does not speak Zod: JSON Schema 2020-12 by name. */
export const jsonSchemas: Readonly<Record<"review-event" | "hook-transaction", object>> = {
  "review-event": titled("Review event", "The body Hark Reviews posts for every new review.", reviewEvent),
  "hook-transaction": titled(
    "Hook transaction",
    "What a workflow sees as the output of its trigger when a hook took something in.",
    hookTransaction,
  ),
};

function titled(title: string, description: string, schema: z.ZodType): object {
  return { ...z.toJSONSchema(schema, { io: "input" }), title, description };
}
