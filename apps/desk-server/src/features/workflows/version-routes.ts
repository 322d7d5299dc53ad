import { actorOf, type Server } from "@hark/http";
import { HarkError, inTurns } from "@hark/kernel";
import {
  diffPieces,
  findVersion,
  listVersions,
  publishDraft,
  updateDraft,
  type VersionRow,
} from "@hark/workflow";
import type { WorkflowDocument } from "@hark/workflow/core";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";
import { mustFind, type WorkflowTools } from "./commands.ts";
import { refuseErrors } from "./document.ts";

const tags = ["Workflows"];
const may = (verb: string, legacy: "read" | "write") => ({
  access: { roles: [`org.permission.workflow.${verb}`, `org.admin.workflow.${legacy}`] },
});
const byId = z.object({ id: z.string().max(64) });
const number = z.coerce.number().int().min(1).max(2_147_483_647);
const byVersion = byId.extend({ version: number });
const side = z.union([z.literal("draft"), number], { error: "must be the number of a version, or draft" });
const byPair = byId.extend({ a: side, b: side });
// Nothing at all is sent by those who want it published.
const restoreBody = z.strictObject({ publish: z.boolean().default(true) }).nullish();

/** A workflow's published versions: listing, comparing, and going back to one. */
export function versionRoutes(server: Server, deps: DeskDeps, workflows: WorkflowTools): void {
  const { database } = deps;
  const config = may("read", "read");
  server.get(
    "/v1/workflows/:id/versions",
    { config, schema: { tags, summary: "List published versions, newest first", params: byId } },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await mustFind(workflows, orgId, request.params.id);
      const versions = await listVersions(database, orgId, row.id);
      return {
        data: versions.map((version) => ({
          ...aboutVersion(version),
          stepCount: version.step_count,
          eventName: version.event_name,
          published: version.version === row.published_version,
        })),
      };
    },
  );
  server.get(
    "/v1/workflows/:id/versions/:version",
    { config, schema: { tags, summary: "Get a version's document", params: byVersion } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id, version } = request.params;
      return (await mustFindVersion(deps, orgId, id, version, "version")).document;
    },
  );
  server.get(
    "/v1/workflows/:id/versions/:a/compare/:b",
    {
      config,
      schema: {
        tags,
        summary: "What differs between two versions, or a version and the draft",
        params: byPair,
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id, a, b } = request.params;
      const row = await mustFind(workflows, orgId, id);
      const sideOf = async (version: number | "draft", parameter: string): Promise<Side> => {
        if (version === "draft")
          return {
            about: { version, name: row.name, createdAt: null, createdBy: null },
            document: row.draft,
          };
        const found = await mustFindVersion(deps, orgId, id, version, parameter);
        return { about: aboutVersion(found), document: found.document };
      };
      const from = await sideOf(a, "a");
      const to = await sideOf(b, "b");
      return {
        data: { from: from.about, to: to.about, ...(await compared(workflows, from.document, to.document)) },
      };
    },
  );
  restoreRoute(server, deps, workflows);
}

interface Side {
  readonly about: object;
  readonly document: WorkflowDocument;
}

async function compared({ catalogue }: WorkflowTools, a: WorkflowDocument, b: WorkflowDocument) {
  const diff = await inTurns(diffPieces(a, b));
  const changed = diff.steps.changed.map((step) => ({
    ...step,
    label: step.action === null ? null : (catalogue.find(step.action)?.label ?? null),
  }));
  return { ...diff, steps: { ...diff.steps, changed } };
}

const aboutVersion = (row: VersionRow) => ({
  version: row.version,
  name: row.name,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
});

async function mustFindVersion(
  { database }: DeskDeps,
  orgId: string,
  id: string,
  version: number,
  parameter: string,
): Promise<VersionRow & { readonly document: WorkflowDocument }> {
  const found = await findVersion(database, orgId, id, version);
  if (!found) throw new HarkError("notfound", "there is no such version", { parameter });
  return found;
}

function restoreRoute(server: Server, deps: DeskDeps, workflows: WorkflowTools): void {
  const { database, clock, live } = deps;
  server.post(
    "/v1/workflows/:id/versions/:version/restore",
    {
      config: may("update", "write"),
      schema: {
        tags,
        summary:
          "Publish an earlier version's document as the newest version, or only take it into the draft",
        description:
          "Runs that have begun keep the version they began with. `replacedDraft` is the draft that was there, when no version holds it.",
        params: byVersion,
        body: restoreBody,
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { orgId } = actor;
      const { id, version } = request.params;
      const row = await mustFind(workflows, orgId, id);
      const { document } = await mustFindVersion(deps, orgId, id, version, "version");
      const publish = request.body?.publish ?? true;
      if (publish) await refuseErrors(document, workflows.catalogue, row.example ?? undefined);
      const change = { orgId, by: actor.id, at: clock.now() };
      await updateDraft(database, change, id, document, undefined);
      const published = publish ? await publishDraft(database, change, id, document) : row.published_version;
      live.publish(orgId, "workflows", { id, change: "updated" });
      live.publish(orgId, `workflow:${id}`, { type: "workflow", change: "updated" });
      const isKept = row.published !== null && (await inTurns(diffPieces(row.published, row.draft))).same;
      return { version: published, replacedDraft: isKept ? null : row.draft };
    },
  );
}
