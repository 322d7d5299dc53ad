import { pageQuery, type Resource } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { type EventRow, findEvent, listEvents, runsOfEvents } from "@hark/workflow";
import { type HookKind, readPath } from "@hark/workflow/core";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { listOf } from "../../records/envelope.ts";
import { HOOK_ROLES } from "./receive.ts";
import { findHook, type HookName, type HookRow } from "./store.ts";

const readTransactions = {
  access: { roles: [...HOOK_ROLES, "org.permission.hook.read", "org.admin.hook.read"] },
};
const tags = ["Hooks"];
const byId = z.object({ id: z.string().max(64) });
const byIds = byId.extend({ transaction: z.string().max(64) });
const querystring = pageQuery.extend({ pageSize: z.coerce.number().int().min(1).max(99).default(25) });

/** One hook of the caller's organisation. Throws 404. */
export async function mustFindHook(deps: DeskDeps, name: HookName): Promise<HookRow> {
  const hook = await findHook(deps.database, name);
  if (!hook) throw new HarkError("notfound", `there is no such ${name.kind} hook`, { parameter: "id" });
  return hook;
}

/** Reading what came in to hooks of one kind. */
export function transactionRoutes(server: Server, deps: DeskDeps, kind: HookKind): void {
  const path = `/v1/hooks/${kind}/:id/transactions`;
  const present = async (hook: HookRow, events: readonly EventRow[]): Promise<Resource[]> => {
    const runs = await runsOfEvents(
      deps.database,
      hook.org_id,
      events.map((event) => event.id),
    );
    return events.map((event) => ({
      ...event.data,
      type: "transaction",
      id: event.id,
      attributes: event.data["attributes"] as { [key: string]: never }, // written by transactionText, which gives every one of them
      relationships: event.data["relationships"] as { [key: string]: never },
      links: { self: `/v1/hooks/${kind}/${hook.id}/transactions/${event.id}` },
      meta: {
        ...event.meta,
        runs: runs
          .filter((run) => run.event_id === event.id)
          .map((run) => ({ id: run.id, workflowId: run.workflow_id, state: run.state })),
      },
    }));
  };

  server.get(
    path,
    {
      config: readTransactions,
      schema: { tags, summary: "List transactions, newest first", params: byId, querystring },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const hook = await mustFindHook(deps, { orgId, kind, id: request.params.id });
      const { page, pageSize } = request.query;
      const events = await listEvents(deps.database, orgId, hook.id, {
        limit: pageSize + 1,
        offset: (page - 1) * pageSize,
      });
      return listOf(await present(hook, events), {
        path: path.replace(":id", hook.id),
        query: request.query,
      });
    },
  );

  server.get(
    `${path}/:transaction`,
    { config: readTransactions, schema: { tags, summary: "Get a transaction", params: byIds } },
    async (request) => {
      const { orgId } = actorOf(request);
      const hook = await mustFindHook(deps, { orgId, kind, id: request.params.id });
      const event = await findEvent(deps.database, orgId, request.params.transaction);
      if (!event || readPath(event.data, ["relationships", "hook", "data", "id"]) !== hook.id)
        throw new HarkError("notfound", "this hook received no such transaction", {
          parameter: "transaction",
        });
      const [data] = await present(hook, [event]);
      return { data };
    },
  );
}
