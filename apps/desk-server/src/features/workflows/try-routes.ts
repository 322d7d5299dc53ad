import { actorOf, type Server } from "@hark/http";
import { HarkError, idSequence, type Json } from "@hark/kernel";
import { findVersion, publishDraft, QUEUE_TOPIC, queueCalls, updateDraft } from "@hark/workflow";
import type { StepError } from "@hark/workflow/core";
import { z } from "zod";
import { mustFind } from "./commands.ts";
import { exampleOutput, readDocument, refuseErrors } from "./document.ts";
import type { RunTools } from "./run-action-routes.ts";

const tags = ["Workflows"];
const may = (verb: string, legacy: "read" | "write") => ({
  access: { roles: [`org.permission.workflow.${verb}`, `org.admin.workflow.${legacy}`] },
});
const byId = z.object({ id: z.string().max(64) });
const byVersion = byId.extend({ version: z.coerce.number().int().min(1) });
const dryBody = z.strictObject({ document: z.json().optional(), data: z.json().optional() });
const callBody = z.strictObject({
  inputs: z.record(z.string(), z.json()).default({}),
  at: z.iso.datetime({ offset: true }).optional(),
});

/** Trying a workflow without effect, calling one, and going back to an earlier version. */
export function tryRoutes(server: Server, { deps, workflows, executor }: RunTools): void {
  const { database, clock, random, live } = deps;
  server.post(
    "/v1/workflows/:id/dry-run",
    {
      config: may("update", "write"),
      schema: {
        tags,
        summary: "Run a document without effect",
        description:
          "The draft unless `document` says else, on `data` or the saved example. Writes are undone; calls to the outside are shown instead of made.",
        params: byId,
        body: dryBody,
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await mustFind(workflows, orgId, request.params.id);
      const { document, data } = request.body;
      const given = data === undefined ? row.example : exampleOutput(data as Json);
      if (given === null)
        throw new HarkError("badparam", "there is no example data; send data, or save an example first", {
          pointer: "/data",
        });
      const run = document === undefined ? row.draft : readDocument(document);
      return executor.dryRun({ orgId, workflowId: row.id, document: run, data: given });
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
  server.post(
    "/v1/workflows/:id/versions/:version/restore",
    {
      config: may("update", "write"),
      schema: {
        tags,
        summary: "Publish an earlier version's document as the newest version",
        description: "Runs that have begun keep the version they began with.",
        params: byVersion,
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { orgId } = actor;
      const { id, version } = request.params;
      const row = await mustFind(workflows, orgId, id);
      const document = await findVersion(database, orgId, id, version);
      if (!document) throw new HarkError("notfound", "there is no such version", { parameter: "version" });
      refuseErrors(document, workflows.catalogue, row.example ?? undefined);
      const change = { orgId, by: actor.id, at: clock.now() };
      await updateDraft(database, change, id, document, undefined);
      await publishDraft(database, change, id);
      live.publish(orgId, `workflow:${id}`, { type: "workflow", change: "updated" });
      return { version: (await mustFind(workflows, orgId, id)).published_version };
    },
  );
}

/** An input that is missing is the caller's fault and is named; what else is refused lies with the workflow. */
function refusedCall(error: StepError | undefined): HarkError {
  if (!error) return new HarkError("conflict", "the call gave no verdict", { pointer: "/inputs" });
  if (error.code !== "badparam") return new HarkError("conflict", error.message, { pointer: "/inputs" });
  return new HarkError("badparam", error.message, {
    pointer: `/${(error.field ?? "inputs").replaceAll(".", "/")}`,
  });
}
