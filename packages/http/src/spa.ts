import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import type { Server } from "./server.ts";

/**
 * Serves a built front end at `/`: files as they are (those under `assets/` carry a hash in their name and may be kept for
 * ever), every other address that a browser asks for as a page gives `index.html`, whose router takes over.
 */
export async function serveSpa(server: Server, directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  await server.register(async (scope) => {
    scope.addHook("onRoute", (route) => {
      route.config = { ...route.config, access: "public" };
      route.schema = { ...route.schema, hide: true };
    });
    await scope.register(fastifyStatic, {
      root: directory,
      wildcard: false,
      index: false,
      setHeaders: (reply, path) =>
        void reply.header(
          "cache-control",
          path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ),
    });
    scope.get("/", async (_request, reply) => reply.sendFile("index.html"));
    scope.get("/*", async (request, reply) => {
      const wantsPage = request.headers.accept?.includes("text/html") ?? false;
      if (!wantsPage || request.url.startsWith("/v1/") || request.url.startsWith("/api/"))
        return reply.callNotFound();
      return reply.sendFile("index.html");
    });
  });
}
