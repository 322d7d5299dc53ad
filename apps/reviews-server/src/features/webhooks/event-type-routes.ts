import { eventTypeShape, eventTypes } from "@hark/contract";
import type { Server } from "@hark/http";
import { z } from "zod";
import { merchant } from "../stores/merchant-store.ts";

const catalogue = eventTypes.map(({ type, summary, schema, example }) => ({
  type,
  summary,
  schema: { ...z.toJSONSchema(schema, { io: "input" }) },
  example,
}));

/** `/v1/event-types`: what a webhook can subscribe to. */
export function eventTypeRoutes(server: Server): void {
  server.get(
    "/v1/event-types",
    {
      config: merchant,
      schema: {
        tags: ["Webhooks"],
        summary: "Every type of event, with the schema and an example of its data",
        response: { 200: z.object({ data: z.array(eventTypeShape) }) },
      },
    },
    () => Promise.resolve({ data: catalogue }),
  );
}
