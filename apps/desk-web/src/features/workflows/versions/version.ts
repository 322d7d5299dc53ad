import { api } from "@hark/ui";
import type { WorkflowDocument } from "@hark/workflow/core";
import type { Change } from "../changes/change.ts";

/** A published document of a workflow, as it is listed. */
export interface Version {
  readonly version: number;
  readonly createdAt: string;
  /** Id of the person or key that published it. */
  readonly createdBy: string | null;
  readonly name: string;
  readonly stepCount: number;
  readonly published: boolean;
}

/** One side of a comparison: a version by number, or the draft as it is saved. */
export type VersionRef = number | "draft";

interface ComparedStep {
  readonly id: string;
  readonly action?: string | null;
}

/** How two documents of a workflow differ; pointers of a step's changes are into the step. */
export interface ComparedVersions {
  readonly same: boolean;
  /** Name, description and whatever else stands beside trigger and steps. */
  readonly about: readonly Change[];
  readonly trigger: readonly Change[];
  readonly steps: {
    readonly added: readonly ComparedStep[];
    readonly removed: readonly ComparedStep[];
    readonly changed: readonly (ComparedStep & { readonly changes: readonly Change[] })[];
  };
}

export const versionsKey = (workflowId: string) => ["workflows", workflowId, "versions"] as const;
export const versionKey = (workflowId: string, version: number) =>
  ["workflows", workflowId, "versions", version] as const;

const at = (workflowId: string): string => `/v1/workflows/${workflowId}/versions`;
export const listVersions = (workflowId: string): Promise<{ readonly data: readonly Version[] }> =>
  api.get(at(workflowId));
export const getVersion = (workflowId: string, version: number): Promise<WorkflowDocument> =>
  api.get(`${at(workflowId)}/${version}`);
export const compareVersions = (
  workflowId: string,
  from: VersionRef,
  to: VersionRef,
): Promise<{ readonly data: ComparedVersions }> => api.get(`${at(workflowId)}/${from}/compare/${to}`);
/** Makes a version's document the newest version. `replacedDraft` is what of the draft no version holds. */
export const restoreVersion = (
  workflowId: string,
  version: number,
): Promise<{ readonly version: number | null; readonly replacedDraft?: WorkflowDocument | null }> =>
  api.post(`${at(workflowId)}/${version}/restore`, {});

/** "Version 3", "Saved draft": what is edited and not saved is not compared. */
export const refWords = (ref: VersionRef): string => (ref === "draft" ? "Saved draft" : `Version ${ref}`);

/** Reads `2..draft` of an address; undefined when it does not read. */
export function readComparison(
  text: string | null,
): { readonly from: VersionRef; readonly to: VersionRef } | undefined {
  const [from, to, ...more] = (text ?? "").split("..").map(readRef);
  return from === undefined || to === undefined || more.length > 0 ? undefined : { from, to };
}

function readRef(text: string): VersionRef | undefined {
  if (text === "draft") return text;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

/** How each node differs, by its id, as the canvas marks it. */
export function marksOf({
  trigger,
  steps,
}: ComparedVersions): ReadonlyMap<string, "added" | "removed" | "changed"> {
  return new Map([
    ...(trigger.length > 0 ? [["1", "changed"] as const] : []),
    ...steps.added.map(({ id }) => [id, "added"] as const),
    ...steps.removed.map(({ id }) => [id, "removed"] as const),
    ...steps.changed.map(({ id }) => [id, "changed"] as const),
  ]);
}

/** "1 step added, 2 steps changed": what differs in few words. */
export function comparedWords({ same, about, trigger, steps }: ComparedVersions): string {
  if (same) return "They are the same.";
  const count = (list: readonly unknown[], what: string): string[] =>
    list.length === 0 ? [] : [`${list.length} ${list.length === 1 ? "step" : "steps"} ${what}`];
  const parts = [
    ...count(steps.added, "added"),
    ...count(steps.removed, "removed"),
    ...count(steps.changed, "changed"),
    ...(trigger.length > 0 ? ["the trigger changed"] : []),
    ...(about.length > 0 ? ["name or description changed"] : []),
  ];
  const [first = "Something else differs", ...rest] = parts;
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(", ")}.`;
}
