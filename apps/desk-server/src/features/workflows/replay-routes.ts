import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import {
  cancelReplay,
  countReplay,
  createReplay,
  findReplay,
  findVersion,
  listReplays,
  REPLAYS_TOPIC,
  type ReplayFilter,
} from "@hark/workflow";
import { z } from "zod";
import { mustFind } from "./commands.ts";
import { presentReplay } from "./present-run.ts";
import { mayRuns, type RunTools } from "./run-action-routes.ts";
import { dateOf, instant, runTraits, traitsOf } from "./run-filter.ts";

const tags = ["Runs"];
const params = z.object({ id: z.string().max(64) });
const LISTED = 50;
const MAX_RUNS = 1_000;

const replayBody = z.strictObject({
  ...runTraits,
  state: z.enum(["completed", "failed", "canceled"]).optional(),
  from: instant.optional(),
  to: instant.optional(),
  runs: z.array(z.string().max(64)).min(1).max(MAX_RUNS, `holds more than ${MAX_RUNS} runs`).optional(),
  version: z.union([z.enum(["own", "newest"]), z.number().int().min(1)]).default("own"),
  fromStep: z.string().max(100).optional(),
  dryRun: z.boolean().default(false),
});
type ReplayBody = z.infer<typeof replayBody>;

const missing = (): HarkError => new HarkError("notfound", "there is no such replay", { parameter: "id" });

/** `/v1/replays`: running many runs again, counted first, behind live ones. */
export function replayRoutes(server: Server, tools: RunTools): void {
  const { database, clock, random, live } = tools.deps;
  server.post(
    "/v1/replays",
    {
      config: mayRuns.write,
      schema: {
        tags,
        summary: "Run many runs again; with dryRun only count them",
        description:
          "In the background, and only as fast as the queue empties: live runs go first. Effects happen again.",
        body: replayBody,
      },
    },
    async (request, reply) => {
      const { orgId, name } = actorOf(request);
      const filter = await filterOf(tools, orgId, request.body);
      const now = clock.now();
      if (request.body.dryRun) return countReplay(database, orgId, filter, now);
      const { version, fromStep } = request.body;
      const asked = { filter, version, fromStep, createdBy: name };
      const row = await createReplay(database, orgId, asked, { now, random });
      tools.replayer.wake();
      live.publish(orgId, REPLAYS_TOPIC, { type: "replay", id: row.id });
      return reply.code(201).send({ data: presentReplay(row) });
    },
  );
  server.get(
    "/v1/replays",
    { config: mayRuns.read, schema: { tags, summary: `The last ${LISTED} replays, newest first` } },
    async (request) => {
      const rows = await listReplays(database, actorOf(request).orgId, LISTED);
      return { data: rows.map(presentReplay) };
    },
  );
  server.get(
    "/v1/replays/:id",
    { config: mayRuns.read, schema: { tags, summary: "One replay with how far it is", params } },
    async (request) => {
      const row = await findReplay(database, actorOf(request).orgId, request.params.id);
      if (!row) throw missing();
      return { data: presentReplay(row) };
    },
  );
  server.post(
    "/v1/replays/:id/cancel",
    {
      config: mayRuns.write,
      schema: {
        tags,
        summary: "Stop a replay; its runs that have not begun are taken off the queue, the others go on",
        params,
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const row = await cancelReplay(database, orgId, id, clock.now());
      if (!row) {
        if (!(await findReplay(database, orgId, id))) throw missing();
        throw new HarkError("conflict", "the replay is over already", { parameter: "id" });
      }
      live.publish(orgId, REPLAYS_TOPIC, { type: "replay", id });
      return { data: presentReplay(row) };
    },
  );
}

/** Reads what is to be run again. Throws `badparam` for what cannot be meant, and `notfound` for a workflow that is not there. */
async function filterOf(tools: RunTools, orgId: string, body: ReplayBody): Promise<ReplayFilter> {
  const { workflow, version, fromStep, from, to, runs } = body;
  if (from === undefined && runs === undefined)
    throw new HarkError("badparam", "say since when with from, or which with runs", { pointer: "/from" });
  if (from !== undefined && to !== undefined && Date.parse(to) < Date.parse(from))
    throw new HarkError("badparam", "to lies before from; exchange them", { pointer: "/to" });
  if (workflow === undefined && fromStep !== undefined)
    throw new HarkError("badparam", "steps are those of one workflow; say which with workflow", {
      pointer: "/workflow",
    });
  if (workflow === undefined && typeof version === "number")
    throw new HarkError("badparam", "versions are numbered by workflow; say which with workflow", {
      pointer: "/workflow",
    });
  if (workflow !== undefined) {
    await mustFind(tools.workflows, orgId, workflow);
    if (typeof version === "number" && !(await findVersion(tools.deps.database, orgId, workflow, version)))
      throw new HarkError("badparam", `the workflow has no version ${version}; choose another`, {
        pointer: "/version",
      });
  }
  return { ...traitsOf(body), state: body.state, from: dateOf(from), to: dateOf(to), runIds: runs };
}
