import { MAX_HOOK_BODY_BYTES } from "@hark/contract";
import { actorOf, allowAnyOrigin, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import type { HookCache, OpenHook } from "./hook-cache.ts";
import { readKey, readPayload } from "./payload.ts";
import type { HookRate, RateAnswer } from "./rate.ts";
import type { TakeIn } from "./take-in.ts";

/** What receiving needs. */
export interface ReceiveTools {
  readonly hooks: HookCache;
  readonly takeIn: TakeIn;
  /** By organisation. */
  readonly rate: HookRate;
  /** By sender, for hooks that anybody may post to. */
  readonly senderRate: HookRate;
}

/** The roles of which any one may call a web hook: the guide's name and the reference's name of the same permission. */
export const HOOK_ROLES = ["org.hook", "org.hooks"] as const;

const tags = ["Hooks"];
const description =
  "JSON, a form (files too), XML, or any text; at most 400,000 bytes. Answered once it is durable; `webhook-id` or `Idempotency-Key` makes it once only.";
const hash = z.string().max(200);

/** `POST /v1/hooks/web/{hash}` with a key, `POST /v1/hooks/form/[{org}/]{hash}` without: 201 once it is durable. */
export async function receiveRoutes(server: Server, deps: DeskDeps, tools: ReceiveTools): Promise<void> {
  await server.register(async (scope: Server) => {
    takeBytes(scope);
    webRoute(scope, deps, tools);
  });
  await server.register(
    async (scope: Server) => {
      takeBytes(scope);
      await allowAnyOrigin(scope);
      formRoutes(scope, deps, tools);
    },
    { prefix: "/v1/hooks/form" },
  );
}

/** Every body arrives as bytes, so that it can be read by its own type and kept to the letter. */
function takeBytes(scope: Server): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

function webRoute(scope: Server, deps: DeskDeps, tools: ReceiveTools): void {
  scope.post(
    "/v1/hooks/web/:hash",
    {
      config: { access: { roles: HOOK_ROLES } },
      bodyLimit: MAX_HOOK_BODY_BYTES,
      schema: { tags, summary: "Receive a transaction", description, params: z.object({ hash }) },
    },
    async (request, reply) => {
      const opened = await findCallable(request, tools.hooks, request.params.hash);
      const id = await receive(request, reply, opened, deps, tools);
      const self = `/v1/hooks/web/${opened.hook.id}/transactions/${id}`;
      return reply.code(201).send({ data: { id, type: "transaction", links: { self } } });
    },
  );
}

function formRoutes(scope: Server, deps: DeskDeps, tools: ReceiveTools): void {
  const options = {
    config: { access: "public" as const },
    bodyLimit: MAX_HOOK_BODY_BYTES,
    // Before the body is read: whoever floods a form is not even listened to.
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      obey(reply, tools.senderRate.take(request.ip, deps.clock.now()));
    },
  };
  const find = async (address: string, orgId?: string): Promise<OpenHook> => {
    const opened = await tools.hooks.find(address);
    if (opened?.hook.kind === "form" && (orgId ?? opened.hook.org_id) === opened.hook.org_id) return opened;
    throw unknownAddress();
  };
  scope.post(
    "/:hash",
    {
      ...options,
      schema: {
        tags,
        summary: "Receive a transaction of a form, without a key",
        description,
        params: z.object({ hash }),
      },
    },
    async (request, reply) => {
      const opened = await find(request.params.hash);
      const id = await receive(request, reply, opened, deps, tools);
      const self = `/v1/hooks/form/${opened.hook.id}/transactions/${id}`;
      return reply.code(201).send({ data: { id, type: "transaction", links: { self } } });
    },
  );
  scope.post(
    "/:org/:hash",
    {
      ...options,
      schema: {
        tags,
        summary: "Receive a transaction of a form, without a key; the address that names the organisation",
        description,
        params: z.object({ org: z.string().max(64), hash }),
      },
    },
    async (request, reply) => {
      const opened = await find(request.params.hash, request.params.org);
      const id = await receive(request, reply, opened, deps, tools);
      return reply.code(201).send({ data: { id, type: "transaction" } });
    },
  );
}

async function findCallable(request: FastifyRequest, hooks: HookCache, address: string): Promise<OpenHook> {
  const actor = actorOf(request);
  const opened = await hooks.find(address);
  // Another organisation's hook is as unknown to this key as one that never was.
  if (opened?.hook.kind !== "web" || opened.hook.org_id !== actor.orgId) throw unknownAddress();
  const { key_ids: keyIds } = opened.hook;
  if (keyIds.length > 0 && !(actor.kind === "key" && keyIds.includes(actor.id))) {
    throw new HarkError(
      "forbidden",
      "this hook names the keys that may call it, and this key is not among them; use that key, or add this one to the hook",
      {
        parameter: "authorization",
      },
    );
  }
  return opened;
}

function unknownAddress(): HarkError {
  return new HarkError(
    "notfound",
    "there is no hook at this address; copy the address from the hook's page in Desk",
    { parameter: "hash" },
  );
}

/** Tells the caller of its bucket, and throws 429 when that is empty. */
function obey(reply: FastifyReply, bucket: RateAnswer | undefined): void {
  if (!bucket) return;
  reply.headers({
    "x-ratelimit-limit": bucket.limit,
    "x-ratelimit-remaining": bucket.remaining,
    "x-ratelimit-reset": bucket.reset,
  });
  if (bucket.refusal) throw bucket.refusal;
}

async function receive(
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenHook,
  deps: DeskDeps,
  tools: ReceiveTools,
): Promise<string> {
  obey(reply, tools.rate.take(opened.hook.org_id, deps.clock.now()));
  refuseEncoded(request);
  const key = readKey(request.headers);
  const contentType = request.headers["content-type"] ?? "";
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return tools.takeIn(opened, {
    payload: await readPayload(body, contentType),
    contentType,
    userAgent: request.headers["user-agent"] ?? "",
    from: request.ip,
    key,
  });
}

function refuseEncoded(request: FastifyRequest): void {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() === "identity") return;
  throw new HarkError("unsupported", `the body is encoded as ${encoding}; send it as it is`, {
    parameter: "content-encoding",
  });
}
