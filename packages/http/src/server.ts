import type { IncomingMessage, ServerResponse } from "node:http";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import { HarkError } from "@hark/kernel";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
} from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { guardAccess } from "./access.ts";
import type { Actor } from "./actor.ts";
import { registerDocs } from "./docs.ts";
import { prepareError } from "./error-answer.ts";
import { parseJsonBody } from "./json-body.ts";
import { writeListsInTurns } from "./list-answer.ts";
import { sendSecurityHeaders } from "./security-headers.ts";

/** A Fastify instance whose routes are typed by their Zod schemas. */
export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What a server needs from outside. */
export interface ServerOptions {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly logger: FastifyBaseLogger;
  /** Finds the caller from cookie or bearer key; null when the request carries neither; throws 401 for a bad one. */
  authenticate(request: FastifyRequest): Promise<Actor | null>;
  /** Whether an actor has one of the roles. */
  authorize(actor: Actor, anyOf: readonly string[]): boolean;
  /** Origins (`http://127.0.0.1:4400`) whose pages may change things with a session cookie, beside the server's own. */
  readonly trustedOrigins: readonly string[];
  /** Take client addresses from X-Forwarded-For (only behind a proxy that sets it). */
  readonly trustProxy?: boolean;
}

/** The largest body of an ordinary route (bytes); a route that needs more or less says so itself. */
export const BODY_LIMIT = 1_000_000;

/**
 * A server with everything both apps share: access rules (a route without one stops the start), one error shape, JSON
 * limits, security headers, OpenAPI at `/openapi.json` with an explorer at `/docs`, and `/healthz`.
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of each request's own costs more than routing it; what is logged of a request names its id.
    childLoggerFactory: (logger) => logger,
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustProxy ?? false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 2_000 },
  });
  const server: Server = app.withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.removeContentTypeParser("application/json");
  // The second name is what the wire declares for its PATCH calls, whose bodies are plain JSON all the same.
  server.addContentTypeParser(
    ["application/json", "application/json-patch+json"],
    { parseAs: "string" },
    (_request, body, done) => {
      try {
        done(null, String(body) === "" ? undefined : parseJsonBody(String(body)));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  );
  answerErrors(server);
  writeListsInTurns(server);
  await server.register(cookie);
  sendSecurityHeaders(server, contentPolicy);
  await server.register(rateLimit, { global: false, errorResponseBuilder: tooMany });
  await registerDocs(server, options);
  guardAccess(server, options);
  server.get("/healthz", { config: { access: "public" }, schema: { hide: true } }, async () => ({
    ok: true,
  }));
  return server;
}

// Styles are set inline by the component library; pictures of reviews may come from any store's host.
const contentPolicy = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'self'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'", "data:"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", "data:", "blob:", "http:", "https:"],
      mediaSrc: ["'self'", "blob:", "http:", "https:"],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  crossOriginResourcePolicy: { policy: "cross-origin" as const },
  // Set by the proxy that ends TLS; over plain HTTP on loopback the header would only be ignored.
  strictTransportSecurity: false,
};

function tooMany(_request: FastifyRequest, context: { after: string }): Error {
  return new HarkError("ratelimited", `too many requests; try again in ${context.after}`);
}

function answerErrors(server: Server): void {
  server.setErrorHandler((error, request, reply) => {
    const limit = request.routeOptions.bodyLimit ?? BODY_LIMIT;
    const prepared = prepareError(error, request.id, limit);
    if (prepared.isDefect)
      request.log.error(
        { err: error, reqId: request.id, method: request.method, url: request.routeOptions.url },
        "request failed",
      );
    return reply
      .code(prepared.status)
      .type("application/json")
      .serializer(JSON.stringify)
      .send(prepared.body);
  });
  server.setNotFoundHandler((request, reply) => {
    const error = new HarkError(
      "notfound",
      `there is nothing at ${request.method} ${request.url.split("?")[0]}`,
    );
    return reply
      .code(404)
      .type("application/json")
      .serializer(JSON.stringify)
      .send(prepareError(error, request.id, 0).body);
  });
}
