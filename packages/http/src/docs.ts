import swagger from "@fastify/swagger";
import reference from "@scalar/fastify-api-reference";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { Server, ServerOptions } from "./server.ts";

const inlineScripts = { contentSecurityPolicy: false } as const;

/** OpenAPI at `/openapi.json`, made from the routes' own schemas, and an explorer for it at `/docs`. */
export async function registerDocs(server: Server, options: ServerOptions): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: options.title, description: options.description, version: options.version },
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", description: "An API key." },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "hark.session_token",
            description: "A signed-in person.",
          },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  server.get("/openapi.json", { config: { access: "public" }, schema: { hide: true } }, async () =>
    server.swagger(),
  );
  await server.register(async (scope) => {
    scope.addHook("onRoute", (route) => {
      // The explorer runs its own inline start script; this page holds no data of anyone.
      route.config = { ...route.config, access: "public", protection: inlineScripts };
    });
    await scope.register(reference, {
      routePrefix: "/docs",
      configuration: {
        url: "/openapi.json",
        withDefaultFonts: false,
        hideClientButton: true,
        telemetry: false,
      },
    });
  });
}
