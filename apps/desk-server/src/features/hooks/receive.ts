import { MAX_HOOK_BODY_BYTES } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError, newId } from "@hark/kernel";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import type { HookCache } from "./hook-cache.ts";
import type { Intake } from "./intake.ts";
import { readKey, readPayload } from "./payload.ts";
import { transactionText } from "./present.ts";
import type { HookRate } from "./rate.ts";
import type { HookRow } from "./store.ts";

/** What receiving needs. */
export interface ReceiveTools {
  readonly hooks: HookCache;
  readonly intake: Intake;
  readonly rate: HookRate;
}

/** The roles of which any one may call a web hook: the guide's name and the reference's name of the same permission. */
export const HOOK_ROLES = ["org.hook", "org.hooks"] as const;

/** `POST /v1/hooks/web/{hash}`: takes a body in and answers 201 once it is durable. */
export async function receiveRoutes(server: Server, deps: DeskDeps, tools: ReceiveTools): Promise<void> {
  await server.register(async (scope: Server) => {
    // Of this route alone: every body arrives as text, so that it can be kept to the letter.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.post(
      "/v1/hooks/web/:hash",
      {
        config: { access: { roles: HOOK_ROLES } },
        bodyLimit: MAX_HOOK_BODY_BYTES,
        schema: {
          tags: ["Hooks"],
          summary: "Receive a transaction",
          description:
            "JSON, a form, or any text; at most 400,000 bytes. Answered once it is durable; `webhook-id` or `Idempotency-Key` makes it once only.",
          params: z.object({ hash: z.string().max(200) }),
        },
      },
      async (request, reply) => {
        const hook = await findCallable(request, tools.hooks, request.params.hash);
        const bucket = tools.rate.take(hook.org_id, deps.clock.now());
        if (bucket) {
          reply.headers({
            "x-ratelimit-limit": bucket.limit,
            "x-ratelimit-remaining": bucket.remaining,
            "x-ratelimit-reset": bucket.reset,
          });
        }
        const id = await store(request, hook, deps, tools.intake);
        return reply.code(201).send({
          data: { id, type: "transaction", links: { self: `/v1/hooks/web/${hook.id}/transactions/${id}` } },
        });
      },
    );
  });
}

async function findCallable(request: FastifyRequest, hooks: HookCache, hash: string): Promise<HookRow> {
  const actor = actorOf(request);
  const hook = /^[0-9a-f]{64}$/.test(hash) ? await hooks.find(hash) : undefined;
  // Another organisation's hook is as unknown to this key as one that never was.
  if (hook?.kind !== "web" || hook.org_id !== actor.orgId) {
    throw new HarkError(
      "notfound",
      "there is no hook at this address; copy the address from the hook's page in Desk",
      { parameter: "hash" },
    );
  }
  if (hook.key_ids.length > 0 && !(actor.kind === "key" && hook.key_ids.includes(actor.id))) {
    throw new HarkError(
      "forbidden",
      "this hook names the keys that may call it, and this key is not among them; use that key, or add this one to the hook",
      {
        parameter: "authorization",
      },
    );
  }
  return hook;
}

async function store(
  request: FastifyRequest,
  hook: HookRow,
  deps: DeskDeps,
  intake: Intake,
): Promise<string> {
  const contentType = request.headers["content-type"] ?? "";
  const payload = readPayload(typeof request.body === "string" ? request.body : "", contentType);
  const createdAt = deps.clock.now();
  const id = newId(createdAt, deps.random);
  const key = readKey(request.headers);
  return intake.accept({
    orgId: hook.org_id,
    id,
    name: hook.event_name,
    sourceId: hook.id,
    data: transactionText({ id, createdAt, hook }, payload.json),
    meta: {
      contentType,
      bytes: payload.bytes,
      userAgent: request.headers["user-agent"] ?? "",
      from: request.ip,
      ...(key === null ? {} : { key }),
    },
    depth: 0,
    createdAt,
    key,
  });
}
