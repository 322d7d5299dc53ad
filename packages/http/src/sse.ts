import type { LiveBus } from "@hark/postgres";
import { z } from "zod";
import { type Access, actorOf } from "./actor.ts";
import type { Server } from "./server.ts";

const HEARTBEAT_MS = 15_000;
// A reader this far behind has gone to sleep; it reconnects and reads the state afresh.
const MAX_BUFFERED_BYTES = 256_000;

/**
 * `GET /v1/live?topics=a,b`: what happens in the caller's organisation, as server-sent events whose data is
 * `{"topic", …}`. A topic that ends in `:*` stands for all of its kind; without `topics`, everything is sent.
 */
export function liveRoute(server: Server, bus: LiveBus, access: Access = "member"): void {
  const open = new Set<() => void>();
  server.addHook("preClose", async () => {
    for (const close of open) close();
  });
  server.get(
    "/v1/live",
    {
      config: { access },
      schema: {
        tags: ["Live"],
        summary: "Server-sent events of this organisation",
        querystring: z.object({ topics: z.string().max(4_000).optional() }),
      },
    },
    (request, reply) => {
      const { orgId } = actorOf(request);
      const wanted = request.query.topics?.split(",").filter(Boolean);
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      stream.write("retry: 2000\n\n");
      const unsubscribe = bus.subscribe(orgId, (message) => {
        if (wanted && !wanted.some((topic) => fits(topic, message.topic))) return;
        if (stream.writableLength > MAX_BUFFERED_BYTES) return stream.destroy();
        stream.write(`data: ${JSON.stringify({ topic: message.topic, ...message.data })}\n\n`);
        return undefined;
      });
      const beat = setInterval(() => stream.write(": still here\n\n"), HEARTBEAT_MS);
      const close = (): void => {
        clearInterval(beat);
        unsubscribe();
        open.delete(close);
        stream.end();
      };
      open.add(close);
      stream.on("close", close);
    },
  );
}

function fits(wanted: string, topic: string): boolean {
  return wanted.endsWith(":*") ? topic.startsWith(wanted.slice(0, -1)) : topic === wanted;
}
