import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Accounts } from "./accounts.ts";
import type { App, KeyRow } from "./keys.ts";
import { membersOf, organisationName } from "./owner.ts";
import { deskRoles, reviewsRoles } from "./roles.ts";
import { ADDRESS_HEADER, type SignIn } from "./sign-in.ts";

/** What the routes work with. */
export interface AccountRouteTools {
  readonly app: App;
  readonly accounts: Accounts;
  readonly signIn: SignIn;
  readonly database: Database;
  forgetSessions(): void;
}

/** Sign-in under `/api/auth`, the first run, who am I, the team, and the API keys of one app. */
export async function registerRoutes(server: Server, tools: AccountRouteTools): Promise<void> {
  signInRoutes(server, tools);
  setupRoutes(server, tools);
  meRoutes(server, tools);
  keyRoutes(server, tools);
}

function signInRoutes(server: Server, { signIn, forgetSessions }: AccountRouteTools): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === "string") headers.set(name, value);
    headers.set(ADDRESS_HEADER, request.ip);
    headers.delete("content-length");
    const body = request.method === "GET" ? null : JSON.stringify(request.body ?? {});
    // Also where the caller sent no body, as signing out may: it is one now.
    if (body !== null) headers.set("content-type", "application/json");
    const answer = await signIn.handle(
      new Request(`${request.protocol}://${request.host}${request.url}`, {
        method: request.method,
        headers,
        body,
      }),
    );
    if (request.method !== "GET") forgetSessions();
    reply.code(answer.status);
    for (const [name, value] of answer.headers) if (name !== "set-cookie") reply.header(name, value);
    for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
    return reply.send(await answer.text());
  };
  server.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    config: { access: "public" },
    schema: { hide: true },
    handler,
  });
}

const setupBody = z.object({
  organisation: z.string().trim().min(1).max(120),
  name: z.string().trim().min(1).max(120),
  email: z.email("must be an e-mail address").max(254),
  password: z.string().min(10, "must have 10 characters or more").max(200),
});

function setupRoutes(server: Server, { accounts }: AccountRouteTools): void {
  const tags = ["Accounts"];
  server.get(
    "/v1/setup",
    { config: { access: "public" }, schema: { tags, summary: "Is this the first run?" } },
    async () => ({ needed: await accounts.needsSetup() }),
  );
  server.post(
    "/v1/setup",
    {
      config: { access: "public", rateLimit: { max: 10, timeWindow: "1 minute" } },
      schema: { tags, summary: "Make the first owner (only at the first run)", body: setupBody },
    },
    async (request, reply) => {
      const { orgId } = await accounts.createOwner(request.body);
      return reply.code(201).send({ organisationId: orgId });
    },
  );
}

function meRoutes(server: Server, { app, database }: AccountRouteTools): void {
  const config = { access: "member" as const };
  server.get(
    "/v1/me",
    { config, schema: { tags: ["Accounts"], summary: "Who is calling, and what may they do?" } },
    async (request) => {
      const actor = actorOf(request);
      return {
        kind: actor.kind,
        id: actor.id,
        name: actor.name,
        roles: actor.roles,
        organisation: { id: actor.orgId, name: (await organisationName(database, actor.orgId)) ?? "" },
      };
    },
  );
  server.get(
    "/v1/team",
    { config, schema: { tags: ["Accounts"], summary: "The people of this organisation" } },
    async (request) => ({
      data: await membersOf(database, actorOf(request).orgId),
    }),
  );
  server.get(
    "/v1/roles",
    { config, schema: { tags: ["API keys"], summary: "Permissions a key can have, grouped" } },
    async () => ({
      data: app === "desk" ? deskRoles : reviewsRoles,
    }),
  );
  if (app !== "desk") return;
  server.get(
    "/v1/auth/roles",
    { config, schema: { tags: ["API keys"], summary: "All role names" } },
    async () => ({
      data: deskRoles.map((role) => ({ type: "role", id: role.name })),
    }),
  );
  server.get(
    "/v1/auth/tokens/current",
    { config, schema: { tags: ["API keys"], summary: "What may this key do?" } },
    async (request) => {
      const actor = actorOf(request);
      return {
        data: {
          type: "token",
          id: actor.id,
          attributes: { name: actor.name, roles: actor.roles },
          relationships: {},
          links: { self: `/v1/auth/tokens/${actor.id}` },
        },
      };
    },
  );
}

const keyBody = z.object({
  name: z.string().trim().min(1).max(120),
  roles: z.array(z.string().max(120)).min(1).max(100),
  expiresInDays: z.int().min(1).max(3_650).optional(),
  cidrs: z.array(z.string().max(64)).max(50).optional(),
});

const presentKey = (key: KeyRow) => ({
  type: "token",
  id: key.id,
  attributes: {
    name: key.name,
    roles: key.roles,
    lastTokenChars: key.last_chars,
    cidrs: key.cidrs,
    expiresAt: key.expires_at?.toISOString() ?? null,
    lastAccessedAt: key.last_used_at?.toISOString() ?? null,
    createdAt: key.created_at.toISOString(),
    updatedAt: key.created_at.toISOString(),
  },
  relationships: { org: { data: { type: "org", id: key.org_id } } },
  links: { self: `/v1/auth/tokens/${key.id}` },
});

function keyRoutes(server: Server, { app, accounts }: AccountRouteTools): void {
  const tags = ["API keys"];
  const config = {
    access: { roles: app === "desk" ? ["org.permission.security", "org.admin.security"] : ["reviews.admin"] },
  };
  const params = z.object({ id: z.string().max(64) });
  const list = async (request: FastifyRequest) => ({
    data: (await accounts.listKeys(actorOf(request).orgId, app)).map(presentKey),
  });
  const revoke = async (orgId: string, id: string): Promise<void> => {
    if (!(await accounts.revokeKey(orgId, id)))
      throw new HarkError("notfound", "there is no such key", { parameter: "id" });
  };

  server.get("/v1/api-keys", { config, schema: { tags, summary: "List API keys" } }, list);
  server.post(
    "/v1/api-keys",
    { config, schema: { tags, summary: "Make an API key; its token is in this answer only", body: keyBody } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { row, token } = await accounts.createKey({
        ...request.body,
        orgId: actor.orgId,
        app,
        createdBy: actor.id,
      });
      const data = presentKey(row);
      return reply.code(201).send({ data: { ...data, attributes: { ...data.attributes, token } } });
    },
  );
  server.delete(
    "/v1/api-keys/:id",
    { config, schema: { tags, summary: "Revoke an API key", params } },
    async (request, reply) => {
      await revoke(actorOf(request).orgId, request.params.id);
      return reply.code(204).send();
    },
  );
  if (app !== "desk") return;
  server.get("/v1/auth/tokens", { config, schema: { tags, summary: "List tokens" } }, list);
  server.delete(
    "/v1/auth/tokens/:id",
    { config, schema: { tags, summary: "Revoke a token", params } },
    async (request, reply) => {
      await revoke(actorOf(request).orgId, request.params.id);
      return reply.code(204).send();
    },
  );
}
