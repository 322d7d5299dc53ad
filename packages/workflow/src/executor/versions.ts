import { inTurns, type Pieces } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { ActionCatalogue } from "../core/catalogue.ts";
import { type CompiledWorkflow, compilePieces } from "../core/compile.ts";
import type { WorkflowDocument } from "../core/definition.ts";

const KEPT = 500;

/** Compiled versions by workflow and number. Versions never change, so what was compiled once stays right. */
export interface VersionCache {
  /** Loads and compiles what is missing, in one query, and gives the way to look versions up. */
  load(
    sql: Sql,
    orgId: string,
    wanted: readonly { readonly workflowId: string; readonly version: number }[],
  ): Promise<VersionLookup>;
}

/** A compiled version, and whether anything in it refers to variables. */
export interface LoadedVersion {
  readonly compiled: CompiledWorkflow;
  readonly usesVariables: boolean;
}

export type VersionLookup = (workflowId: string, version: number) => LoadedVersion | undefined;

/** Compiles a document for the executor; others have their turn in between. */
export function loadVersion(document: WorkflowDocument, catalogue: ActionCatalogue): Promise<LoadedVersion> {
  return inTurns(versionPieces(document, catalogue));
}

function* versionPieces(document: WorkflowDocument, catalogue: ActionCatalogue): Pieces<LoadedVersion> {
  const usesVariables = JSON.stringify(document).includes("variables.");
  yield;
  return { compiled: yield* compilePieces(document, catalogue), usesVariables };
}

/** Makes an empty cache. */
export function createVersionCache(catalogue: ActionCatalogue): VersionCache {
  const compiled = new Map<string, LoadedVersion>();
  return {
    load: async (sql, orgId, wanted) => {
      const keyOf = (workflowId: string, version: number): string => `${orgId}/${workflowId}/${version}`;
      // Somebody else may empty the cache while this one waits.
      const found = new Map<string, LoadedVersion>();
      const missing = [];
      for (const entry of wanted) {
        const key = keyOf(entry.workflowId, entry.version);
        const known = compiled.get(key);
        if (known) found.set(key, known);
        else missing.push(entry);
      }
      if (missing.length > 0) {
        const rows = await sql.all<{ workflow_id: string; version: number; document: WorkflowDocument }>(
          `select v.workflow_id, v.version, v.document from workflow.versions v
           where v.org_id = $1 and (v.workflow_id, v.version) in (select * from unnest($2::text[], $3::int[]))`,
          [orgId, missing.map((entry) => entry.workflowId), missing.map((entry) => entry.version)],
        );
        for (const row of rows)
          found.set(keyOf(row.workflow_id, row.version), await loadVersion(row.document, catalogue));
        if (compiled.size > KEPT) compiled.clear();
        for (const [key, version] of found) compiled.set(key, version);
      }
      return (workflowId, version) => found.get(keyOf(workflowId, version));
    },
  };
}
