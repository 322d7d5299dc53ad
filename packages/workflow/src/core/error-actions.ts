/** What becomes of a run whose step failed, as an error case says. */
export const errorActions = [
  {
    type: "continue",
    words: "carry on",
    doc: "The run goes on behind the step as if it had put out nothing; `/#error` is readable until the next action is done.",
  },
  {
    type: "retry-action",
    words: "try the step again",
    doc: "The step is tried again after a while, up to a limit.",
  },
  {
    type: "retry-workflow",
    words: "start over",
    doc: "The run begins anew with the event it had, up to a limit.",
  },
  {
    type: "stop-processing",
    words: "stop",
    doc: "The run fails and leaves a process record; so it does when no error case matches, or one says nothing.",
  },
] as const;

export type ErrorActionType = (typeof errorActions)[number]["type"];

const types: ReadonlySet<string> = new Set(errorActions.map(({ type }) => type));

/** Whether there is an error action of that type. */
export const isErrorAction = (type: string): type is ErrorActionType => types.has(type);
