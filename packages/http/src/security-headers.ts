import type { IncomingMessage, ServerResponse } from "node:http";
import helmet, { type HelmetOptions } from "helmet";
import type { Server } from "./server.ts";

/** What a route may ask for in place of the server's own. */
export interface Protection {
  readonly contentSecurityPolicy?:
    | false
    | { readonly useDefaults: false; readonly directives: Readonly<Record<string, string[]>> };
  readonly frameguard?: { readonly action: "sameorigin" };
}

declare module "fastify" {
  interface FastifyContextConfig {
    protection?: Protection;
  }
}

/**
 * Sends security headers with every answer. They are the same each time, so they are worked out once for each set of options: doing so
 * for each request took as long as reading it.
 */
export function sendSecurityHeaders(server: Server, options: Readonly<HelmetOptions>): void {
  const usual = headersOf(options);
  const special = new Map<Protection, Readonly<Record<string, string>>>();
  const headersFor = (own: Protection): Readonly<Record<string, string>> => {
    // The type tells aliases of an option apart, of which neither side uses any.
    const known = special.get(own) ?? headersOf({ ...options, ...own } as HelmetOptions);
    special.set(own, known);
    return known;
  };
  server.addHook("onRequest", (request, reply, next) => {
    const own = request.routeOptions.config.protection;
    reply.headers(own ? headersFor(own) : usual);
    next();
  });
}

function headersOf(options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  const recorder = {
    setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value),
    removeHeader: () => {},
  };
  // Of request and response it only sets headers; a policy that is a function of the request would need more.
  helmet(options)({} as IncomingMessage, recorder as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
}
