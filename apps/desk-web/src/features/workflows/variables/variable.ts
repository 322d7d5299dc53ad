import type { Json } from "@hark/kernel";
import { api } from "@hark/ui";
import type { Resource } from "../../../shared/resource.ts";

export const variableTypes = ["string", "number", "boolean"] as const;
export type VariableType = (typeof variableTypes)[number];

/** A variable of a workflow: a value that steps refer to and that nobody gets to see again. */
export interface VariableAttributes {
  readonly name: string;
  readonly type: VariableType;
  /** Masked. */
  readonly value: string;
  /** How steps refer to it: `/#variables.<id>`. */
  readonly reference: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}
export type Variable = Resource<VariableAttributes>;

/** What makes or replaces one. */
export interface VariableChanges {
  readonly name: string;
  readonly type: VariableType;
  readonly value: string | number | boolean;
}

export const variablesKey = (workflowId: string) => ["workflows", workflowId, "variables"] as const;
export const listVariables = (workflowId: string): Promise<{ readonly data: readonly Variable[] }> =>
  api.get(`/v1/workflows/${workflowId}/variables`);
export const createVariable = (workflowId: string, body: VariableChanges): Promise<unknown> =>
  api.post(`/v1/workflows/${workflowId}/variables`, body);
export const changeVariable = (id: string, body: VariableChanges): Promise<unknown> =>
  api.put(`/v1/workflow-variables/${id}`, body);
export const deleteVariable = (id: string): Promise<void> => api.delete(`/v1/workflow-variables/${id}`);

/** The path of a variable in expressions. */
export const pathOf = ({ id }: Variable): string => `variables.${id}`;

/** The masked values by id: what a field that refers to one is previewed with. */
export const maskedValues = (variables: readonly Variable[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(variables.map(({ id, attributes }) => [id, attributes.value]));

/** A value as it was typed, in its declared type; undefined when it is none. */
export function typedValue(type: VariableType, text: string): VariableChanges["value"] | undefined {
  if (type === "string") return text === "" ? undefined : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  return text.trim() === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);
}
