import type { Clock, RandomBytes } from "@hark/kernel";
import { HarkError, type Json, newId } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import {
  type Change,
  findWorkflow,
  insertWorkflow,
  publishDraft,
  setEnabled,
  updateDraft,
  type WorkflowRow,
} from "@hark/workflow";
import { type ActionCatalogue, exampleOutput } from "@hark/workflow/core";
import { documentOf, readDocument, refuseErrors } from "./document.ts";

/** What changing workflows needs. */
export interface WorkflowTools {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly catalogue: ActionCatalogue;
}

/** A workflow's body as it was sent: members of its document beside `enabled`, `publish` and `example`. */
export interface WorkflowBody {
  readonly enabled?: boolean | undefined;
  readonly publish?: boolean | undefined;
  readonly example?: Json | undefined;
  readonly [member: string]: unknown;
}

/** One workflow. Throws 404 when there is none. */
export async function mustFind(tools: WorkflowTools, orgId: string, id: string): Promise<WorkflowRow> {
  const row = await findWorkflow(tools.database, orgId, id);
  if (!row) throw new HarkError("notfound", "there is no such workflow", { parameter: "id" });
  return row;
}

/** Makes a workflow of a document; `enabled: true` publishes and enables it at once. */
export async function createWorkflow(
  tools: WorkflowTools,
  orgId: string,
  by: string,
  body: WorkflowBody,
): Promise<WorkflowRow> {
  const change: Change = { orgId, by, at: tools.clock.now() };
  const draft = documentOf(body);
  const document = readDocument({
    ...draft,
    trigger: draft["trigger"] ?? { id: "1", eventName: "", transitions: [] },
  });
  const example = body.example === undefined ? undefined : exampleOutput(body.example, document.trigger);
  const wantsPublished = body.enabled === true || body.publish === true;
  if (wantsPublished) await refuseErrors(document, tools.catalogue, example);
  const id = newId(change.at, tools.random);
  await insertWorkflow(tools.database, change, id, document, example);
  if (wantsPublished) await publishDraft(tools.database, change, id, document);
  if (body.enabled === true) await setEnabled(tools.database, change, id, true);
  return mustFind(tools, orgId, id);
}

/**
 * Changes a workflow: members that are sent replace the draft's, others stay. Runs go on with the published version until
 * `publish: true` or `enabled: true` makes the draft the next one.
 */
export async function changeWorkflow(
  tools: WorkflowTools,
  orgId: string,
  by: string,
  id: string,
  body: WorkflowBody,
): Promise<WorkflowRow> {
  const change: Change = { orgId, by, at: tools.clock.now() };
  const row = await mustFind(tools, orgId, id);
  const sent = documentOf(body);
  const document = Object.keys(sent).length > 0 ? readDocument({ ...row.draft, ...sent }) : row.draft;
  const example = body.example === undefined ? undefined : exampleOutput(body.example, document.trigger);
  const wantsPublished = body.enabled === true || body.publish === true;
  if (wantsPublished) await refuseErrors(document, tools.catalogue, example ?? row.example ?? undefined);
  if (document !== row.draft || example !== undefined)
    await updateDraft(tools.database, change, id, document, example);
  if (
    wantsPublished &&
    (row.published === null || JSON.stringify(row.published) !== JSON.stringify(document))
  ) {
    await publishDraft(tools.database, change, id, document);
  }
  if (body.enabled !== undefined) await setEnabled(tools.database, change, id, body.enabled);
  return mustFind(tools, orgId, id);
}
