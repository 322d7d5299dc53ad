import { actorOf, type Server } from "@hark/http";
import { HarkError, idSequence, type Json } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { findEvent, findRun, findVersion, QUEUE_TOPIC, queueCalls, type WorkflowRow } from "@hark/workflow";
import { exampleOutput, type StepError, type WorkflowDocument } from "@hark/workflow/core";
import { z } from "zod";
import { anyJson } from "./any-json.ts";
import { mustFind } from "./commands.ts";
import { readDocument } from "./document.ts";
import { refuseManyMembers } from "./large-bodies.ts";
import type { RunTools } from "./run-action-routes.ts";

const tags = ["Workflows"];
const may = (verb: string, legacy: "read" | "write") => ({
  access: { roles: [`org.permission.workflow.${verb}`, `org.admin.workflow.${legacy}`] },
});
const byId = z.object({ id: z.string().max(64) });
const dryBody = z.strictObject({
  document: anyJson.optional(),
  version: z.number().int().min(1).max(2_147_483_647).optional(),
  data: anyJson.optional(),
  transaction: z.string().max(64).optional(),
  run: z.string().max(64).optional(),
});
type DryBody = z.infer<typeof dryBody>;
const callBody = z.strictObject({
  inputs: z.record(z.string(), anyJson).default({}),
  at: z.iso.datetime({ offset: true }).optional(),
});

/** Trying a workflow without effect, and calling one. */
export function tryRoutes(server: Server, { deps, workflows, executor }: RunTools): void {
  const { database, clock, random, live } = deps;
  server.post(
    "/v1/workflows/:id/dry-run",
    {
      config: may("update", "write"),
      preValidation: refuseManyMembers,
      schema: {
        tags,
        summary: "Run a document without effect",
        description:
          "The draft unless `document` or `version` says else, on `data`, on what a `transaction` or a past `run` brought, or on the saved example. Writes are undone; calls to the outside are shown instead of made.",
        params: byId,
        body: dryBody,
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await mustFind(workflows, orgId, request.params.id);
      const document = await documentToTry(database, row, orgId, request.body);
      const data = await dataToTry(database, row, orgId, document, request.body);
      return executor.dryRun({ orgId, workflowId: row.id, document, data });
    },
  );
  server.post(
    "/v1/workflows/:id/call",
    {
      config: may("update", "write"),
      schema: {
        tags,
        summary: "Call a callable workflow, now or at an instant",
        params: byId,
        body: callBody,
      },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const { id } = await mustFind(workflows, orgId, request.params.id);
      const { inputs, at } = request.body;
      const now = clock.now();
      const call = { workflowId: id, inputs, depth: 0, ...(at === undefined ? {} : { dueAt: new Date(at) }) };
      const [verdict] = await database.transaction((tx) =>
        queueCalls(tx, orgId, [call], { now, newId: idSequence(now, random) }),
      );
      if (!verdict || "error" in verdict) throw refusedCall(verdict?.error);
      live.publish(orgId, QUEUE_TOPIC);
      return reply.code(202).send({ id: verdict.runId });
    },
  );
}

async function documentToTry(
  database: Database,
  row: WorkflowRow,
  orgId: string,
  { document, version }: DryBody,
): Promise<WorkflowDocument> {
  if (document !== undefined && version !== undefined)
    throw new HarkError("badparam", "send either document or version", { pointer: "/version" });
  if (document !== undefined) return readDocument(document);
  if (version === undefined) return row.draft;
  const found = await findVersion(database, orgId, row.id, version);
  if (!found)
    throw new HarkError("badparam", `the workflow has no version ${version}; choose another`, {
      pointer: "/version",
    });
  return found.document;
}

async function dataToTry(
  database: Database,
  row: WorkflowRow,
  orgId: string,
  document: WorkflowDocument,
  body: DryBody,
): Promise<Json> {
  const { data, transaction, run } = body;
  if ([data, transaction, run].filter((given) => given !== undefined).length > 1)
    throw new HarkError("badparam", "send one of data, transaction and run", { pointer: "/data" });
  if (transaction !== undefined) {
    const event = await findEvent(database, orgId, transaction);
    if (event) return event.data;
    throw new HarkError("badparam", "there is no such transaction, or it is no longer kept", {
      pointer: "/transaction",
    });
  }
  if (run !== undefined) {
    const past = await findRun(database, orgId, run);
    if (past && past.data !== null) return past.data;
    throw new HarkError("badparam", "there is no such run, or what started it is no longer kept", {
      pointer: "/run",
    });
  }
  const given = data === undefined ? row.example : exampleOutput(data, document.trigger);
  if (given !== null) return given;
  throw new HarkError("badparam", "there is no example data; send data, or save an example first", {
    pointer: "/data",
  });
}

/** An input that is missing is the caller's fault and is named; what else is refused lies with the workflow. */
function refusedCall(error: StepError | undefined): HarkError {
  if (!error) return new HarkError("conflict", "the call gave no verdict", { pointer: "/inputs" });
  if (error.code !== "badparam") return new HarkError("conflict", error.message, { pointer: "/inputs" });
  return new HarkError("badparam", error.message, {
    pointer: `/${(error.field ?? "inputs").replaceAll(".", "/")}`,
  });
}
