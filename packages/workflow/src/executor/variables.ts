import type { Json } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { QueuedRun } from "../store/queue.ts";
import { createMasker, type Masker, unmasked } from "./mask.ts";
import type { VersionLookup } from "./versions.ts";

/** Opens the variables of workflows: values by variable id, by workflow. The app holds the key, not this package. */
export type OpenVariables = (
  sql: Sql,
  orgId: string,
  workflowIds: readonly string[],
) => Promise<ReadonlyMap<string, Readonly<Record<string, Json>>>>;

/** The variables of one workflow's runs, with what takes their values out of records. */
export interface RunVariables {
  readonly values: Readonly<Record<string, Json>>;
  readonly mask: Masker;
}

export const noVariables: RunVariables = { values: {}, mask: unmasked };

/** Opens the variables that a batch needs, in one question; none when no document of it refers to any. */
export async function variablesOfRuns(
  open: OpenVariables | undefined,
  sql: Sql,
  orgId: string,
  runs: readonly Pick<QueuedRun, "workflow_id" | "version">[],
  versions: VersionLookup,
): Promise<(workflowId: string) => RunVariables> {
  const wanted = runs.filter((run) => versions(run.workflow_id, run.version)?.usesVariables);
  if (!open || wanted.length === 0) return () => noVariables;
  const opened = await open(sql, orgId, [...new Set(wanted.map((run) => run.workflow_id))]);
  const byWorkflow = new Map(
    [...opened].map(([workflowId, values]) => [
      workflowId,
      { values, mask: createMasker(Object.values(values)) },
    ]),
  );
  return (workflowId) => byWorkflow.get(workflowId) ?? noVariables;
}
