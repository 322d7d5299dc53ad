import type { Resource } from "@hark/contract";
import type { Json, JsonObject } from "@hark/kernel";
import type { RunStats, WorkflowRow } from "@hark/workflow";
import type { Problem } from "@hark/workflow/core";
import { orgRelation, relation } from "../../records/envelope.ts";

/** Facts about a workflow beside its row. */
export interface WorkflowFacts {
  readonly orgId: string;
  readonly problems: readonly Problem[];
  readonly stats: RunStats | undefined;
}

/** A workflow as the API answers it: the draft's members, and ours beside them. */
export function presentWorkflow(row: WorkflowRow, facts: WorkflowFacts): Resource {
  const document = row.draft as unknown as JsonObject; // a document that was parsed is JSON
  const written = JSON.stringify(document);
  const steps = row.draft.steps.map((step) => ({ _id: step.id, ...step })) as unknown as Json;
  const user = (id: string | null) => (id === null ? null : relation("user", id, `/v1/users/${id}`));
  return {
    type: "workflow",
    id: row.id,
    attributes: {
      ...document,
      steps,
      description: row.description,
      enabled: row.enabled,
      editable: true,
      containsVariables: written.includes("variables."),
      lastError: {},
      rev: row.rev,
      version: row.published_version,
      draftChanged: row.published === null || JSON.stringify(row.published) !== written,
      example: row.example,
      problems: facts.problems as unknown as Json, // plain data
      stats: {
        total: facts.stats?.total ?? 0,
        failed: facts.stats?.failed ?? 0,
        hours: facts.stats?.hours ?? [],
        lastAt: facts.stats?.last_at?.toISOString() ?? null,
      },
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    },
    relationships: {
      org: orgRelation(facts.orgId),
      createdBy: user(row.created_by) ?? {},
      modifiedBy: user(row.modified_by) ?? {},
    },
    links: { self: `/v1/workflows/${row.id}` },
  };
}
