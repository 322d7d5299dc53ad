import { actorOf, type Server } from "@hark/http";
import { HarkError, newId } from "@hark/kernel";
import { SqlState, sqlStateOf } from "@hark/postgres";
import {
  deleteVariable,
  findVariable,
  insertVariable,
  listVariables,
  updateVariable,
  type VariableRow,
} from "@hark/workflow";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { mustFind, type WorkflowTools } from "./commands.ts";
import { sealVariable, variableBody } from "./variables.ts";

const tags = ["Workflows"];
const byId = z.object({ id: z.string().max(64) });
const may = (verb: string, legacy: "read" | "write") => ({
  access: { roles: [`org.permission.workflow.${verb}`, `org.admin.workflow.${legacy}`] },
});
const missing = (): HarkError => new HarkError("notfound", "there is no such variable", { parameter: "id" });

/** Variables of workflows: values that steps refer to as `/#variables.<id>` and nobody gets to see again. */
export function variableRoutes(server: Server, deps: DeskDeps, tools: WorkflowTools): void {
  const { database, clock, random, secrets } = deps;
  const found = async (orgId: string, id: string) => {
    const row = await findVariable(database, orgId, id);
    if (!row) throw missing();
    return { data: present(row) };
  };
  server.get(
    "/v1/workflows/:id/variables",
    { config: may("read", "read"), schema: { tags, summary: "List a workflow's variables", params: byId } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = await mustFind(tools, orgId, request.params.id);
      return { data: (await listVariables(database, orgId, id)).map(present) };
    },
  );
  server.post(
    "/v1/workflows/:id/variables",
    {
      config: may("update", "write"),
      schema: {
        tags,
        summary: "Make a variable",
        description: "Its value is encrypted, masked in every record, and never shown again.",
        params: byId,
        body: variableBody,
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { orgId } = actor;
      const workflow = await mustFind(tools, orgId, request.params.id);
      const now = clock.now();
      const id = newId(now, random);
      const values = sealVariable(secrets, orgId, request.body);
      await unique(
        insertVariable(database, orgId, { ...values, id, workflowId: workflow.id, by: actor.id, now }),
      );
      return reply.code(201).send(await found(orgId, id));
    },
  );
  server.get(
    "/v1/workflow-variables/:id",
    { config: may("read", "read"), schema: { tags, summary: "Get a variable", params: byId } },
    (request) => found(actorOf(request).orgId, request.params.id),
  );
  server.put(
    "/v1/workflow-variables/:id",
    {
      config: may("update", "write"),
      schema: {
        tags,
        summary: "Replace a variable; steps that begin from now on see the new value",
        params: byId,
        body: variableBody,
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { orgId } = actor;
      const values = sealVariable(secrets, orgId, request.body);
      const change = { ...values, by: actor.id, now: clock.now() };
      if ((await unique(updateVariable(database, orgId, request.params.id, change))) === 0) throw missing();
      return found(orgId, request.params.id);
    },
  );
  server.delete(
    "/v1/workflow-variables/:id",
    { config: may("update", "write"), schema: { tags, summary: "Delete a variable", params: byId } },
    async (request, reply) => {
      const count = await deleteVariable(database, actorOf(request).orgId, request.params.id);
      if (count === 0) throw missing();
      return reply.code(204).send();
    },
  );
}

const present = (row: VariableRow) => ({
  type: "workflow_variable",
  id: row.id,
  attributes: {
    name: row.name,
    type: row.type,
    value: row.masked,
    reference: `/#variables.${row.id}`,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  },
  relationships: { workflow: { data: { type: "workflow", id: row.workflow_id } } },
});

async function unique<Result>(writing: Promise<Result>): Promise<Result> {
  try {
    return await writing;
  } catch (error) {
    if (sqlStateOf(error) === SqlState.uniqueViolation)
      throw new HarkError("conflict", "the workflow has a variable of this name; choose another", {
        pointer: "/name",
      });
    throw error;
  }
}
