import cors from "@fastify/cors";
import type { Server } from "./server.ts";

const PREFLIGHT_SECONDS = 86_400;

/**
 * Lets pages of every site call the routes of this scope, without cookies: what a shop's own pages need. Only for routes that
 * anybody may call.
 */
export async function allowAnyOrigin(scope: Server): Promise<void> {
  await scope.register(cors, {
    origin: "*",
    credentials: false,
    methods: ["GET", "POST", "DELETE"],
    allowedHeaders: ["content-type", "authorization", "idempotency-key", "webhook-id"],
    maxAge: PREFLIGHT_SECONDS,
  });
}
