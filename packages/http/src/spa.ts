import { existsSync, readdirSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import type { Server } from "./server.ts";

const page = { config: { access: "public" as const }, schema: { hide: true } };

/**
 * Serves a built front end at `/`: files as they are (those under `assets/` carry a hash in their name and may be kept for
 * ever), every other address that a browser asks for as a page gives `index.html`, whose router takes over.
 */
export async function serveSpa(server: Server, directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  await server.register(async (scope) => {
    // The plugin's own routes know no access rule, so it only lends `sendFile`.
    await scope.register(fastifyStatic, {
      root: directory,
      serve: false,
      setHeaders: (reply, path) =>
        void reply.header(
          "cache-control",
          path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ),
    });
    scope.get<{ Params: { "*": string } }>("/assets/*", page, async (request, reply) =>
      reply.sendFile(`assets/${request.params["*"]}`),
    );
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const { name } = entry;
      if (entry.isFile() && !name.startsWith("."))
        scope.get(`/${name}`, page, async (_request, reply) => reply.sendFile(name));
    }
    scope.get("/", page, async (_request, reply) => reply.sendFile("index.html"));
    scope.get("/*", page, async (request, reply) => {
      const wantsPage = request.headers.accept?.includes("text/html") ?? false;
      if (!wantsPage || request.url.startsWith("/v1/") || request.url.startsWith("/api/"))
        return reply.callNotFound();
      return reply.sendFile("index.html");
    });
  });
}
