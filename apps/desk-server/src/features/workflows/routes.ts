import { pageQuery, type Resource } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import {
  countWorkflows,
  deleteWorkflow,
  listWorkflows,
  type RunStats,
  runStats,
  type WorkflowRow,
} from "@hark/workflow";
import { type ActionDescription, exampleOutput } from "@hark/workflow/core";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { listOf } from "../../records/envelope.ts";
import { anyJson } from "./any-json.ts";
import { changeWorkflow, createWorkflow, mustFind, type WorkflowTools } from "./commands.ts";
import { problemsOf, readDocument } from "./document.ts";
import { createDraftChecks } from "./draft-checks.ts";
import { refuseManyMembers } from "./large-bodies.ts";
import { presentWorkflow } from "./present.ts";

const may = (verb: string, legacy: "read" | "write") => ({
  access: { roles: [`org.permission.workflow.${verb}`, `org.admin.workflow.${legacy}`] },
});
const byId = z.object({ id: z.string().max(64) });
const tags = ["Workflows"];
const listQuery = pageQuery.extend({
  enabled: z.stringbool().optional(),
  eventName: z.string().max(300).optional(),
});
const body = z.looseObject({
  enabled: z.boolean().optional(),
  publish: z.boolean().optional(),
  example: anyJson.optional(),
});

/** Making, changing, publishing and checking workflows. */
export function workflowRoutes(
  server: Server,
  deps: DeskDeps,
  tools: WorkflowTools,
  actions: readonly ActionDescription[],
): void {
  const { database, clock } = deps;
  const draftProblems = createDraftChecks(tools.catalogue);
  const statsOf = (orgId: string) => runStats(database, orgId, clock.now());
  const present = async (orgId: string, row: WorkflowRow, all: readonly RunStats[]): Promise<Resource> => {
    const problems = await draftProblems(orgId, row);
    const stats = all.find((entry) => entry.workflow_id === row.id);
    return presentWorkflow(row, { orgId, problems, stats });
  };
  // One after the other, as they are answered: no more of them are held than one needs.
  async function* presentAll(orgId: string, parts: AsyncIterable<readonly WorkflowRow[]>) {
    const stats = await statsOf(orgId);
    for await (const rows of parts) for (const row of rows) yield present(orgId, row, stats);
  }
  const one = async (orgId: string, row: WorkflowRow) => ({
    data: await present(orgId, row, await statsOf(orgId)),
  });
  const told = (orgId: string, id: string, change: string): void => {
    deps.live.publish(orgId, "workflows", { id, change });
    deps.live.publish(orgId, `workflow:${id}`, { type: "workflow", change });
  };

  server.get(
    "/v1/workflows",
    { config: may("read", "read"), schema: { tags, summary: "List workflows", querystring: listQuery } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { page, pageSize, enabled, eventName } = request.query;
      const filter = { enabled, eventName, limit: pageSize, offset: (page - 1) * pageSize };
      const total = await countWorkflows(database, orgId, filter);
      const list = listOf([], { path: "/v1/workflows", query: request.query, total });
      return { ...list, data: presentAll(orgId, listWorkflows(database, orgId, filter)) };
    },
  );

  server.post(
    "/v1/workflows",
    {
      config: may("create", "write"),
      preValidation: refuseManyMembers,
      schema: { tags, summary: "Create a workflow of a document", body },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const row = await createWorkflow(tools, actor.orgId, actor.id, request.body);
      told(actor.orgId, row.id, "created");
      return reply.code(201).send(await one(actor.orgId, row));
    },
  );

  server.get(
    "/v1/workflows/:id",
    { config: may("read", "read"), schema: { tags, summary: "Get a workflow", params: byId } },
    async (request) => {
      const { orgId } = actorOf(request);
      return one(orgId, await mustFind(tools, orgId, request.params.id));
    },
  );

  server.put(
    "/v1/workflows/:id",
    {
      config: may("update", "write"),
      preValidation: refuseManyMembers,
      schema: { tags, summary: "Change, publish, enable or disable a workflow", params: byId, body },
    },
    async (request) => {
      const actor = actorOf(request);
      const row = await changeWorkflow(tools, actor.orgId, actor.id, request.params.id, request.body);
      told(actor.orgId, row.id, "updated");
      return one(actor.orgId, row);
    },
  );

  server.delete(
    "/v1/workflows/:id",
    { config: may("delete", "write"), schema: { tags, summary: "Delete a workflow", params: byId } },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const count = await deleteWorkflow(database, orgId, request.params.id);
      if (count === 0) throw new HarkError("notfound", "there is no such workflow", { parameter: "id" });
      told(orgId, request.params.id, "deleted");
      return reply.code(204).send();
    },
  );
  documentRoutes(server, tools, actions);
}

function documentRoutes(server: Server, tools: WorkflowTools, actions: readonly ActionDescription[]): void {
  const config = may("read", "read");
  const checkBody = z.object({ document: anyJson, example: anyJson.optional() });

  server.get(
    "/v1/workflows/:id/document",
    { config, schema: { tags, summary: "Export the bare document", params: byId } },
    async (request) => {
      const { orgId } = actorOf(request);
      return (await mustFind(tools, orgId, request.params.id)).draft;
    },
  );

  server.post(
    "/v1/workflows/check",
    {
      config,
      preValidation: refuseManyMembers,
      schema: { tags, summary: "Check a document without saving it", body: checkBody },
    },
    async (request) => {
      const document = readDocument(request.body.document);
      const { example } = request.body;
      const known = example === undefined ? undefined : exampleOutput(example, document.trigger);
      return { problems: await problemsOf(document, tools.catalogue, known) };
    },
  );

  server.get(
    "/v1/actions",
    { config, schema: { tags, summary: "List the actions steps can take" } },
    async () => ({ data: actions }),
  );
}
