import { HarkError } from "@hark/kernel";
import type { FastifyRequest } from "fastify";
import type { Access } from "./actor.ts";
import type { Server, ServerOptions } from "./server.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Holds every route to its access rule, and refuses to start when a route has none. */
export function guardAccess(server: Server, options: ServerOptions): void {
  server.decorateRequest("actor", null);
  server.addHook("onRoute", (route) => {
    if (route.config?.access === undefined && route.method !== "OPTIONS" && route.method !== "HEAD") {
      throw new Error(
        `route ${String(route.method)} ${route.url} does not say who may call it (config.access)`,
      );
    }
  });
  server.addHook("onRequest", async (request) => {
    const access = request.routeOptions.config.access;
    if (access === undefined || access === "public") return;
    await admit(request, access, options);
  });
}

async function admit(
  request: FastifyRequest,
  access: Exclude<Access, "public">,
  options: ServerOptions,
): Promise<void> {
  const actor = await options.authenticate(request);
  request.actor = actor;
  if (actor === null) {
    if (access === "optional") return;
    throw new HarkError("unauthorized", "sign in, or send an API key as 'Authorization: Bearer <key>'", {
      parameter: "authorization",
    });
  }
  if (actor.kind === "user") refuseForeignPages(request, options.trustedOrigins);
  if (access === "member" || access === "optional") return;
  if (options.authorize(actor, access.roles)) return;
  throw new HarkError(
    "forbidden",
    `this ${actor.kind === "key" ? "key" : "user"} has none of the roles that allow this: ${access.roles.join(", ")}; use a key that has one`,
    { parameter: "authorization" },
  );
}

/** A session cookie travels with requests that other sites make; those must not change anything. */
function refuseForeignPages(request: FastifyRequest, trusted: readonly string[]): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.headers.origin;
  if (origin === undefined && request.headers["sec-fetch-site"] === undefined) return;
  if (
    origin !== undefined &&
    (origin === `${request.protocol}://${request.host}` || trusted.includes(origin))
  )
    return;
  if (origin === undefined && request.headers["sec-fetch-site"] === "same-origin") return;
  throw new HarkError(
    "forbidden",
    "this request came from a page of another site; use the app itself, or an API key",
    {
      parameter: "origin",
    },
  );
}
