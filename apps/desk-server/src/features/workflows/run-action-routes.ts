import { actorOf, type Server } from "@hark/http";
import { DAY, HarkError, newId } from "@hark/kernel";
import {
  cancelRun,
  countRange,
  type Executor,
  findRun,
  QUEUE_TOPIC,
  replayRange,
  replayRun,
  searchRuns,
} from "@hark/workflow";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { listOf } from "../../records/envelope.ts";
import { mustFind, type WorkflowTools } from "./commands.ts";
import { presentRun } from "./present.ts";

/** What running, trying and searching work with. */
export interface RunTools {
  readonly deps: DeskDeps;
  readonly workflows: WorkflowTools;
  readonly executor: Executor;
}

const tags = ["Runs"];
const read = { access: { roles: ["org.permission.workflow.read", "org.admin.workflow.read"] } };
const write = { access: { roles: ["org.permission.workflow.update", "org.admin.workflow.write"] } };
const byId = z.object({ id: z.string().max(64) });
const instant = z.iso.datetime({
  offset: true,
  error: "must be an ISO 8601 instant, such as 2026-01-31T09:30:00Z",
});
const text = z.string().trim().min(1).max(200).optional();
/** How far back a search looks that does not say: records are looked at one by one. */
const SEARCHED_MS = 7 * DAY;

const searchQuery = z.object({
  workflow: z.string().max(64).optional(),
  state: z.enum(["pending", "waiting", "completed", "failed", "canceled"]).optional(),
  hook: z.string().max(64).optional(),
  customer: z.string().max(64).optional(),
  q: text,
  step: text,
  error: text,
  from: instant.optional(),
  to: instant.optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
});
const replayBody = z.strictObject({
  version: z.union([z.enum(["own", "newest"]), z.number().int().min(1)]).default("own"),
  fromStep: z.string().max(100).optional(),
});
const rangeBody = z.strictObject({
  workflow: z.string().max(64),
  state: z.enum(["completed", "failed", "canceled"]).optional(),
  from: instant,
  to: instant.optional(),
  version: z.enum(["own", "newest"]).default("own"),
  dryRun: z.boolean().default(false),
});

/** Searching runs over all workflows, running them again, and taking them back. */
export function runActionRoutes(server: Server, tools: RunTools): void {
  const { database, clock, live } = tools.deps;
  replayRoutes(server, tools);
  server.get(
    "/v1/runs",
    {
      config: read,
      schema: {
        tags,
        summary: "Search runs, newest first",
        description:
          "By workflow, state, hook, customer, text in what started it, step, error. The last week unless `from` says else.",
        querystring: searchQuery,
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const to = query.to === undefined ? clock.now() : new Date(query.to);
      const rows = await searchRuns(database, orgId, {
        workflowId: query.workflow,
        state: query.state,
        sourceId: query.hook,
        recordId: query.customer,
        text: query.q,
        stepId: query.step,
        error: query.error,
        from: query.from === undefined ? new Date(to.getTime() - SEARCHED_MS) : new Date(query.from),
        to: new Date(to.getTime() + 1),
        limit: query.pageSize + 1,
        offset: (query.page - 1) * query.pageSize,
      });
      return listOf(
        rows.map((row) => presentRun(row, orgId)),
        { path: "/v1/runs", query },
      );
    },
  );
  server.post(
    "/v1/runs/:id/cancel",
    {
      config: write,
      schema: { tags, summary: "Take back a run that has not ended; what it did stays", params: byId },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const row = await findRun(database, orgId, id);
      if (!row) throw new HarkError("notfound", "there is no such run", { parameter: "id" });
      if (!(await cancelRun(database, orgId, id, clock.now())))
        throw new HarkError("conflict", "the run has ended already", { parameter: "id" });
      live.publish(orgId, `workflow:${row.workflow_id}`, { type: "run", id });
      return { id, state: "canceled" };
    },
  );
}

function replayRoutes(server: Server, { deps, workflows }: RunTools): void {
  const { database, clock, random, live } = deps;
  server.post(
    "/v1/runs/:id/replay",
    {
      config: write,
      schema: {
        tags,
        summary: "Run it again, on what started it",
        description:
          "With its own version, the newest or one by number; with `fromStep`, what earlier steps gave stays as it was. Effects happen again.",
        params: byId,
        body: replayBody,
      },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const now = clock.now();
      const newRunId = newId(now, random);
      await replayRun(database, { orgId, runId: request.params.id, ...request.body, now, newRunId });
      live.publish(orgId, QUEUE_TOPIC);
      return reply.code(202).send({ id: newRunId });
    },
  );
  server.post(
    "/v1/runs/replay",
    {
      config: write,
      schema: {
        tags,
        summary: "Run a whole range again; with dryRun only count it",
        body: rangeBody,
      },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const { workflow, state, from, to, version, dryRun } = request.body;
      const { id } = await mustFind(workflows, orgId, workflow);
      const now = clock.now();
      const range = {
        workflowId: id,
        state,
        from: new Date(from),
        to: to === undefined ? now : new Date(to),
      };
      if (dryRun) return { total: await countRange(database, orgId, range) };
      const queued = await replayRange(database, orgId, range, { version, now });
      live.publish(orgId, QUEUE_TOPIC);
      return reply.code(202).send({ queued });
    },
  );
}
