import { pageQuery } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError, newId, randomHex } from "@hark/kernel";
import { lastReceived, listEvents, runsOfEvents } from "@hark/workflow";
import { hookEventName } from "@hark/workflow/core";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { listOf } from "../../records/envelope.ts";
import type { HookCache } from "./hook-cache.ts";
import { presentHook } from "./present.ts";
import { HOOK_ROLES } from "./receive.ts";
import { findHook, type HookRow, insertHook, listHooks, updateHook } from "./store.ts";

const read = { access: { roles: ["org.permission.hook.read", "org.admin.hook.read"] } };
const create = { access: { roles: ["org.permission.hook.create", "org.admin.hook.write"] } };
const update = { access: { roles: ["org.permission.hook.update", "org.admin.hook.write"] } };
const readTransactions = {
  access: { roles: [...HOOK_ROLES, "org.permission.hook.read", "org.admin.hook.read"] },
};

const keys = z
  .array(z.string().max(64))
  .max(50)
  .describe("Ids of the API keys that alone may call it; empty: any with the permission");
const createBody = z.object({
  title: z.string().trim().min(1).max(256),
  description: z.string().max(2_000).optional(),
  apiKeys: keys.optional(),
});
const patchBody = z.object({
  title: z.string().trim().min(1).max(256).optional(),
  description: z.string().max(2_000).nullable().optional(),
  debug: z.boolean().optional(),
  apiKeys: keys.optional(),
});
const byId = z.object({ id: z.string().max(64) });
const tags = ["Hooks"];

/** Managing hooks, and reading what came in. */
export function hookRoutes(server: Server, deps: DeskDeps, cache: HookCache): void {
  const { database, clock } = deps;
  const present = async (orgId: string, hooks: readonly HookRow[]) => {
    const received = await lastReceived(
      database,
      orgId,
      hooks.map((hook) => hook.id),
    );
    return hooks.map((hook) => presentHook(hook, deps.publicUrl, received.get(hook.id)));
  };
  const find = async (orgId: string, id: string): Promise<HookRow> => {
    const hook = await findHook(database, orgId, id);
    if (!hook) throw new HarkError("notfound", "there is no such hook", { parameter: "id" });
    return hook;
  };

  for (const kind of [null, "web"] as const) {
    const path = kind === null ? "/v1/hooks" : `/v1/hooks/${kind}`;
    server.get(
      path,
      { config: read, schema: { tags, summary: "List hooks", querystring: pageQuery } },
      async (request) => {
        const { orgId } = actorOf(request);
        const { page, pageSize } = request.query;
        const hooks = await listHooks(database, orgId, {
          kind,
          limit: pageSize + 1,
          offset: (page - 1) * pageSize,
        });
        return listOf(await present(orgId, hooks), { path, query: request.query });
      },
    );
  }

  server.post(
    "/v1/hooks/web",
    { config: create, schema: { tags, summary: "Create a web hook", body: createBody } },
    async (request, reply) => {
      const actor = actorOf(request);
      const now = clock.now();
      const id = newId(now, deps.random);
      const by = actor.kind === "user" ? actor.id : null;
      const hook: HookRow = {
        org_id: actor.orgId,
        id,
        kind: "web",
        title: request.body.title,
        description: request.body.description ?? null,
        hash: randomHex(32, deps.random),
        event_name: hookEventName("web", id),
        debug: false,
        key_ids: request.body.apiKeys ?? [],
        created_at: now,
        updated_at: now,
        created_by: by,
        modified_by: by,
      };
      await insertHook(database, hook);
      deps.live.publish(actor.orgId, "hooks", { id, change: "created" });
      return reply.code(201).send({ data: presentHook(hook, deps.publicUrl, undefined) });
    },
  );

  server.get(
    "/v1/hooks/web/:id",
    { config: read, schema: { tags, summary: "Get a web hook", params: byId } },
    async (request) => {
      const { orgId } = actorOf(request);
      const [data] = await present(orgId, [await find(orgId, request.params.id)]);
      return { data };
    },
  );

  server.patch(
    "/v1/hooks/web/:id",
    {
      config: update,
      schema: { tags, summary: "Rename, set Debug Mode, name its keys", params: byId, body: patchBody },
    },
    async (request) => {
      const actor = actorOf(request);
      const { apiKeys: keyIds, ...patch } = request.body;
      const hook = await updateHook(
        database,
        actor.orgId,
        request.params.id,
        { ...patch, keyIds },
        actor.id,
        clock.now(),
      );
      if (!hook) throw new HarkError("notfound", "there is no such hook", { parameter: "id" });
      cache.forget(hook.hash);
      deps.live.publish(actor.orgId, "hooks", { id: hook.id, change: "updated" });
      const [data] = await present(actor.orgId, [hook]);
      return { data };
    },
  );

  transactionRoutes(server, deps, find);
}

function transactionRoutes(
  server: Server,
  deps: DeskDeps,
  find: (orgId: string, id: string) => Promise<HookRow>,
): void {
  const path = "/v1/hooks/web/:id/transactions";
  const querystring = pageQuery.extend({ pageSize: z.coerce.number().int().min(1).max(99).default(25) });
  server.get(
    path,
    {
      config: readTransactions,
      schema: { tags, summary: "List transactions, newest first", params: byId, querystring },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const hook = await find(orgId, request.params.id);
      const { page, pageSize } = request.query;
      const events = await listEvents(deps.database, orgId, hook.id, {
        limit: pageSize + 1,
        offset: (page - 1) * pageSize,
      });
      const runs = await runsOfEvents(
        deps.database,
        orgId,
        events.map((event) => event.id),
      );
      const resources = events.map((event) => ({
        ...event.data,
        type: "transaction",
        id: event.id,
        attributes: event.data["attributes"] as { [key: string]: never }, // written by transactionText, which gives every one of them
        relationships: event.data["relationships"] as { [key: string]: never },
        links: { self: `/v1/hooks/web/${hook.id}/transactions/${event.id}` },
        meta: {
          ...event.meta,
          runs: runs
            .filter((run) => run.event_id === event.id)
            .map((run) => ({ id: run.id, workflowId: run.workflow_id, state: run.state })),
        },
      }));
      return listOf(resources, { path: path.replace(":id", hook.id), query: request.query });
    },
  );
}
