import { pageQuery } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { findRun, listRuns } from "@hark/workflow";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { listOf } from "../../records/envelope.ts";
import { mustFind, type WorkflowTools } from "./commands.ts";
import { presentProcess, presentRun, presentRunDetail } from "./present-run.ts";

const config = { access: { roles: ["org.permission.workflow.read", "org.admin.workflow.read"] } };
const byId = z.object({ id: z.string().max(64) });
const tags = ["Runs"];
const states = z.enum(["pending", "waiting", "completed", "failed", "canceled"]);

/** Reading runs: all of a workflow's, one with its journal, and the failed ones in the wire's shape. */
export function runRoutes(server: Server, deps: DeskDeps, tools: WorkflowTools): void {
  const { database } = deps;
  const querystring = pageQuery.extend({
    pageSize: z.coerce.number().int().min(1).max(100).default(50),
    state: states.optional(),
  });

  server.get(
    "/v1/workflows/:id/runs",
    { config, schema: { tags, summary: "List a workflow's runs, newest first", params: byId, querystring } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { page, pageSize, state } = request.query;
      const { id } = await mustFind(tools, orgId, request.params.id);
      const rows = await listRuns(database, orgId, {
        workflowId: id,
        state,
        limit: pageSize + 1,
        offset: (page - 1) * pageSize,
      });
      return listOf(
        rows.map((row) => presentRun(row, orgId)),
        { path: `/v1/workflows/${id}/runs`, query: request.query },
      );
    },
  );

  server.get(
    "/v1/runs/:id",
    { config, schema: { tags, summary: "Get a run with each step's input and output", params: byId } },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await findRun(database, orgId, request.params.id);
      if (!row) throw new HarkError("notfound", "there is no such run", { parameter: "id" });
      return { data: presentRunDetail(row, orgId) };
    },
  );

  server.get(
    "/v1/workflows/:id/processes",
    { config, schema: { tags, summary: "List failed runs", params: byId, querystring: pageQuery } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { page, pageSize } = request.query;
      const workflow = await mustFind(tools, orgId, request.params.id);
      const failed = await listRuns(database, orgId, {
        workflowId: workflow.id,
        state: "failed",
        limit: pageSize + 1,
        offset: (page - 1) * pageSize,
      });
      const details = await Promise.all(failed.map((row) => findRun(database, orgId, row.id)));
      const resources = details.flatMap((row) =>
        row ? [presentProcess(row, orgId, workflow.event_name ?? "")] : [],
      );
      return listOf(resources, { path: `/v1/workflows/${workflow.id}/processes`, query: request.query });
    },
  );
}
