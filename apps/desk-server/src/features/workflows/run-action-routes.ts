import { actorOf, type Server } from "@hark/http";
import { HarkError, newId } from "@hark/kernel";
import {
  cancelRun,
  compareJournals,
  type Executor,
  findRun,
  jsonChanges,
  QUEUE_TOPIC,
  type Replayer,
  type RunDetailRow,
  replayRun,
  searchRuns,
} from "@hark/workflow";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import type { WorkflowTools } from "./commands.ts";
import { presentFound, presentRun } from "./present-run.ts";
import { dateOf, instant, runTraits, traitsOf } from "./run-filter.ts";

/** What running, trying and searching work with. */
export interface RunTools {
  readonly deps: DeskDeps;
  readonly workflows: WorkflowTools;
  readonly executor: Executor;
  readonly replayer: Replayer;
}

/** Who may look at runs, and who may start and stop them. */
export const mayRuns = {
  read: { access: { roles: ["org.permission.workflow.read", "org.admin.workflow.read"] } },
  write: { access: { roles: ["org.permission.workflow.update", "org.admin.workflow.write"] } },
};

const tags = ["Runs"];
const byId = z.object({ id: z.string().max(64) });
const searchQuery = z.object({
  ...runTraits,
  state: z.enum(["pending", "waiting", "completed", "failed", "canceled"]).optional(),
  from: instant.optional(),
  to: instant.optional(),
  before: z
    .string()
    .regex(/^[0-9a-f]{24}$/, "must be the id of a run, as links.next has it")
    .optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
});
const replayBody = z.strictObject({
  version: z.union([z.enum(["own", "newest"]), z.number().int().min(1)]).default("own"),
  fromStep: z.string().max(100).optional(),
});

/** Searching runs over all workflows, comparing two, running one again, and taking one back. */
export function runActionRoutes(server: Server, tools: RunTools): void {
  const { database, clock, random, live } = tools.deps;
  compareRoute(server, tools);
  server.get(
    "/v1/runs",
    {
      config: mayRuns.read,
      schema: {
        tags,
        summary: "Search runs, newest first",
        description:
          "By workflow, state, hook, customer, text in what started it, step, error. A search has about two seconds; `meta` says how far it looked, and `links.next` goes on from there.",
        querystring: searchQuery,
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const found = await searchRuns(database, orgId, {
        ...traitsOf(query),
        state: query.state,
        from: dateOf(query.from),
        to: dateOf(query.to),
        before: query.before,
        limit: query.pageSize,
      });
      return presentFound(found, orgId, query);
    },
  );
  server.post(
    "/v1/runs/:id/replay",
    {
      config: mayRuns.write,
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
    "/v1/runs/:id/cancel",
    {
      config: mayRuns.write,
      schema: {
        tags,
        summary: "Take back a run that has not ended; what it did stays",
        description: "`callUnderWay`: a call to the outside was being made for it, and may have arrived.",
        params: byId,
      },
    },
    async (request) => {
      const { orgId, name } = actorOf(request);
      const { id } = request.params;
      const canceled = await cancelRun(database, orgId, id, { now: clock.now(), by: name });
      if (!canceled) {
        await mustFindRun(tools, orgId, id, "id");
        throw new HarkError("conflict", "the run has ended already", { parameter: "id" });
      }
      live.publish(orgId, `workflow:${canceled.workflow_id}`, { type: "run", id });
      return { id, state: "canceled", callUnderWay: canceled.call_under_way };
    },
  );
}

function compareRoute(server: Server, tools: RunTools): void {
  const params = byId.extend({ other: z.string().max(64) });
  server.get(
    "/v1/runs/:id/compare/:other",
    {
      config: mayRuns.read,
      schema: {
        tags,
        summary: "Two runs of a workflow side by side",
        description:
          "Their steps in rows, what differs in each, and the step behind which they went different ways.",
        params,
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const a = await mustFindRun(tools, orgId, request.params.id, "id");
      const b = await mustFindRun(tools, orgId, request.params.other, "other");
      if (a.workflow_id !== b.workflow_id)
        throw new HarkError("badparam", "the runs are of different workflows; choose two of one workflow", {
          parameter: "other",
        });
      return {
        data: {
          a: presentRun(a, orgId),
          b: presentRun(b, orgId),
          trigger: jsonChanges(a.data, b.data),
          ...compareJournals(a.journal, b.journal),
        },
      };
    },
  );
}

// Was written by the executor, which writes nothing else there.
async function mustFindRun(
  { deps }: RunTools,
  orgId: string,
  id: string,
  parameter: string,
): Promise<RunDetailRow> {
  const row = await findRun(deps.database, orgId, id);
  if (!row) throw new HarkError("notfound", "there is no such run", { parameter });
  return row;
}
