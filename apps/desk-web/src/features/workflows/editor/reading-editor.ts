import { type ActionDescription, catalogueOf, type WorkflowDocument } from "@hark/workflow/core";
import type { Editor } from "./editor-context.ts";

/** An editor in which a document can be looked at, and nothing of it changed: a version, the way of a run. */
export function readingEditor(
  workflowId: string,
  document: WorkflowDocument,
  descriptions: readonly ActionDescription[],
): Editor {
  return {
    workflowId,
    document,
    example: null,
    actions: new Map(descriptions.map((one) => [one.name, one])),
    catalogue: catalogueOf(descriptions),
    problems: [],
    known: {},
    variables: [],
    isReadOnly: true,
    selected: null,
    select: () => undefined,
    edit: () => undefined,
    setExample: () => undefined,
  };
}
