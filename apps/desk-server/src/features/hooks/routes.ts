import { pageQuery } from "@hark/contract";
import { type Actor, actorOf, type Server } from "@hark/http";
import { HarkError, HOUR, newId, randomHex } from "@hark/kernel";
import { countReceived, lastReceived } from "@hark/workflow";
import { type HookKind, hookEventName, hookOfEventName } from "@hark/workflow/core";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { listOf } from "../../records/envelope.ts";
import type { HookCache } from "./hook-cache.ts";
import { checkOrderKey } from "./order-key.ts";
import { type HookAddresses, MAX_COUNTED, presentHook } from "./present.ts";
import { type HookRow, insertHook, listHooks, updateHook } from "./store.ts";
import { mustFindHook, transactionRoutes } from "./transaction-routes.ts";

const read = { access: { roles: ["org.permission.hook.read", "org.admin.hook.read"] } };
const create = { access: { roles: ["org.permission.hook.create", "org.admin.hook.write"] } };
const update = { access: { roles: ["org.permission.hook.update", "org.admin.hook.write"] } };

const apiKeys = z
  .array(z.string().max(64))
  .max(50)
  .describe("Web hooks only: ids of the API keys that alone may call it; empty: any with the permission");
const orderKey = z
  .string()
  .trim()
  .max(500)
  .describe(
    "An expression over the transaction, such as `/#steps.1.attributes.data.reviewerEmail`: runs of equal values go one after another",
  );
const eventName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][\w.-]*$/, "must be letters, digits, dots, dashes and underscores")
  .refine(
    (name) => !name.startsWith("kustomer.") || hookOfEventName(name) !== undefined,
    "names that begin with kustomer. belong to Desk; choose one of your own, such as shop.order.placed",
  )
  .describe("The event of its transactions; when not given, one of its own");
const createBody = z.object({
  title: z.string().trim().min(1).max(256),
  description: z.string().max(2_000).optional(),
  eventName: eventName.optional(),
  apiKeys: apiKeys.optional(),
  orderKey: orderKey.nullable().optional(),
});
const patchBody = z.object({
  title: z.string().trim().min(1).max(256).optional(),
  description: z.string().max(2_000).nullable().optional(),
  debug: z.boolean().optional(),
  apiKeys: apiKeys.optional(),
  orderKey: orderKey.nullable().optional(),
});
type CreateBody = z.infer<typeof createBody>;
const byId = z.object({ id: z.string().max(64) });
const tags = ["Hooks"];

interface KindOfHook {
  readonly kind: HookKind;
  readonly noun: string;
}
const kinds: readonly KindOfHook[] = [
  { kind: "web", noun: "web hook" },
  { kind: "form", noun: "form hook" },
  { kind: "email", noun: "e-mail hook" },
];

/** Managing hooks of all kinds, and reading what came in. */
export function hookRoutes(server: Server, deps: DeskDeps, cache: HookCache): void {
  const present = presenter(deps);
  listRoute(server, deps, { kind: null, path: "/v1/hooks", summary: "List hooks of all kinds" }, present);
  for (const of of kinds) {
    const path = `/v1/hooks/${of.kind}`;
    listRoute(server, deps, { kind: of.kind, path, summary: `List ${of.noun}s` }, present);
    createRoute(server, deps, of, present);
    getRoute(server, deps, of, present);
    patchRoute(server, { deps, cache, present }, of);
    transactionRoutes(server, deps, of.kind);
  }
}

function createRoute(server: Server, deps: DeskDeps, { kind, noun }: KindOfHook, present: Present): void {
  server.post(
    `/v1/hooks/${kind}`,
    { config: create, schema: { tags, summary: `Create a ${noun}`, body: createBody } },
    async (request, reply) => {
      checkFields(kind, request.body);
      const hook = newHook(kind, request.body, actorOf(request), deps);
      await insertHook(deps.database, hook);
      deps.live.publish(hook.org_id, "hooks", { id: hook.id, change: "created" });
      const [data] = await present(hook.org_id, [hook]);
      return reply.code(201).send({ data });
    },
  );
}

function getRoute(server: Server, deps: DeskDeps, { kind, noun }: KindOfHook, present: Present): void {
  server.get(
    `/v1/hooks/${kind}/:id`,
    { config: read, schema: { tags, summary: `Get a ${noun}`, params: byId } },
    async (request) => {
      const { orgId } = actorOf(request);
      const hook = await mustFindHook(deps, { orgId, kind, id: request.params.id });
      const [data] = await present(orgId, [hook]);
      return { data };
    },
  );
}

interface ChangeTools {
  readonly deps: DeskDeps;
  readonly cache: HookCache;
  readonly present: Present;
}

function patchRoute(server: Server, { deps, cache, present }: ChangeTools, { kind, noun }: KindOfHook): void {
  const summary = `Rename a ${noun}, set its Debug Mode, its keys and its order`;
  server.patch(
    `/v1/hooks/${kind}/:id`,
    { config: update, schema: { tags, summary, params: byId, body: patchBody } },
    async (request) => {
      const { orgId, id: by } = actorOf(request);
      checkFields(kind, request.body);
      const { apiKeys: keyIds, orderKey: order, ...patch } = request.body;
      const changes = { ...patch, keyIds, ...(order === undefined ? {} : { orderKey: order || null }) };
      const name = { orgId, kind, id: request.params.id };
      const hook = await updateHook(deps.database, name, changes, by, deps.clock.now());
      if (!hook) throw new HarkError("notfound", `there is no such ${noun}`, { parameter: "id" });
      cache.forget(hook.hash);
      deps.live.publish(orgId, "hooks", { id: hook.id, change: "updated" });
      const [data] = await present(orgId, [hook]);
      return { data };
    },
  );
}

type Present = ReturnType<typeof presenter>;

function presenter({ database, clock, publicUrl, hookMail }: DeskDeps) {
  const host = hookMail.host.includes(":") ? `[${hookMail.host}]` : hookMail.host;
  const addresses: HookAddresses = {
    publicUrl,
    mailDomain: hookMail.domain,
    mailServer: hookMail.port === undefined ? null : `${host}:${hookMail.port}`,
  };
  return async (orgId: string, hooks: readonly HookRow[]) => {
    const ids = hooks.map((hook) => hook.id);
    const since = new Date(clock.now().getTime() - 24 * HOUR);
    const [received, counted] = await Promise.all([
      lastReceived(database, orgId, ids),
      countReceived(database, orgId, ids, { since, atMost: MAX_COUNTED }),
    ]);
    return hooks.map((hook) =>
      presentHook(hook, addresses, {
        lastReceivedAt: received.get(hook.id),
        lastDay: counted.get(hook.id) ?? 0,
      }),
    );
  };
}

interface ListedHooks {
  readonly kind: HookKind | null;
  readonly path: string;
  readonly summary: string;
}

function listRoute(
  server: Server,
  deps: DeskDeps,
  { kind, path, summary }: ListedHooks,
  present: Present,
): void {
  server.get(path, { config: read, schema: { tags, summary, querystring: pageQuery } }, async (request) => {
    const { orgId } = actorOf(request);
    const { page, pageSize } = request.query;
    const hooks = await listHooks(deps.database, orgId, {
      kind,
      limit: pageSize + 1,
      offset: (page - 1) * pageSize,
    });
    return listOf(await present(orgId, hooks), { path, query: request.query });
  });
}

function newHook(kind: HookKind, body: CreateBody, actor: Actor, { clock, random }: DeskDeps): HookRow {
  const now = clock.now();
  const id = newId(now, random);
  const by = actor.kind === "user" ? actor.id : null;
  return {
    org_id: actor.orgId,
    id,
    kind,
    title: body.title,
    description: body.description ?? null,
    hash: randomHex(32, random),
    event_name: body.eventName ?? hookEventName(kind, id),
    debug: false,
    key_ids: body.apiKeys ?? [],
    order_key: body.orderKey || null,
    created_at: now,
    updated_at: now,
    created_by: by,
    modified_by: by,
  };
}

/** Refuses what the schema cannot know to be wrong: keys of a hook that takes none, an order key that would order nothing. */
function checkFields(kind: HookKind, body: Pick<CreateBody, "apiKeys" | "orderKey">): void {
  const faults = body.orderKey ? checkOrderKey(body.orderKey) : [];
  if (kind !== "web" && body.apiKeys !== undefined && body.apiKeys.length > 0) {
    faults.push({
      detail: "apiKeys: only a web hook asks for a key; leave it out, or make a web hook",
      source: { pointer: "/apiKeys" },
    });
  }
  const [first, ...more] = faults;
  if (first) throw new HarkError("badparam", first.detail, first.source, more);
}
