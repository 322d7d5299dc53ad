import { isJsonObject, type Json } from "@hark/kernel";
import {
  type ActionCatalogue,
  checkDocument,
  hookOfEventName,
  type Problem,
  type WorkflowDocument,
} from "@hark/workflow/core";

interface Checked {
  readonly document: WorkflowDocument;
  readonly example: Json | null;
}

/** What the engine's own check says, and what only the screen can know: whether anything starts the workflow at all. */
export function problemsOf(
  { document, example }: Checked,
  catalogue: ActionCatalogue,
  hookEvents: ReadonlySet<string> | undefined,
): readonly Problem[] {
  const problems = checkDocument(document, { catalogue, ...(hasContent(example) ? { example } : {}) });
  const { callable, eventName = "" } = document.trigger;
  if (callable === true) return problems;
  if (eventName === "") return [noTrigger, ...problems];
  const isLost =
    hookEvents !== undefined && hookOfEventName(eventName) !== undefined && !hookEvents.has(eventName);
  return isLost ? [lostHook, ...problems] : problems;
}

const hasContent = (example: Json | null): example is Json =>
  example !== null && (!isJsonObject(example) || Object.keys(example).length > 0);

const noTrigger: Problem = {
  severity: "error",
  code: "no-trigger",
  step: "1",
  field: "eventName",
  message: "Nothing starts the workflow yet",
  cure: "choose or create a hook in the trigger",
};

const lostHook: Problem = {
  severity: "error",
  code: "lost-hook",
  step: "1",
  field: "eventName",
  message: "The hook that the trigger names is not here",
  cure: "choose another hook in the trigger, or create one",
};
