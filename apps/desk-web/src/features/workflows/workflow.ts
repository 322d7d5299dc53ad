import type { Json } from "@hark/kernel";
import { api } from "@hark/ui";
import type { ActionDescription, Problem, WorkflowDocument } from "@hark/workflow/core";
import type { Many, One, Resource } from "../../shared/resource.ts";

/** A workflow: its draft's members, and the facts about it. */
export interface WorkflowAttributes extends Pick<WorkflowDocument, "name" | "trigger" | "steps"> {
  readonly description: string | null;
  readonly enabled: boolean;
  readonly rev: number;
  /** The published version; null when it was never published. */
  readonly version: number | null;
  /** Whether the draft differs from what is published. */
  readonly draftChanged: boolean;
  readonly example: Json;
  readonly problems: readonly Problem[];
  readonly stats: {
    readonly total: number;
    readonly failed: number;
    /** Runs by hour over the last day, oldest first. */
    readonly hours: readonly number[];
    readonly lastAt: string | null;
  };
  readonly createdAt: string;
  readonly updatedAt: string;
}
export type Workflow = Resource<WorkflowAttributes>;

/** What of a workflow can change; members of the document replace the draft's. */
export interface WorkflowChanges extends Partial<WorkflowDocument> {
  readonly enabled?: boolean;
  readonly publish?: boolean;
  readonly example?: Json;
}

export const WORKFLOWS = ["workflows"] as const;
export const workflowKey = (id: string) => ["workflows", id] as const;
export const documentKey = (id: string) => ["workflows", id, "document"] as const;
export const ACTIONS = ["actions"] as const;

export const listWorkflows = (): Promise<Many<WorkflowAttributes>> => api.get("/v1/workflows?pageSize=100");
export const getWorkflow = (id: string): Promise<One<WorkflowAttributes>> => api.get(`/v1/workflows/${id}`);
export const getDocument = (id: string): Promise<WorkflowDocument> => api.get(`/v1/workflows/${id}/document`);
export const createWorkflow = (body: WorkflowChanges): Promise<One<WorkflowAttributes>> =>
  api.post("/v1/workflows", body);
export const changeWorkflow = (id: string, changes: WorkflowChanges): Promise<One<WorkflowAttributes>> =>
  api.put(`/v1/workflows/${id}`, changes);
export const deleteWorkflow = (id: string): Promise<void> => api.delete(`/v1/workflows/${id}`);
export const listActions = (): Promise<{ data: readonly ActionDescription[] }> => api.get("/v1/actions");
