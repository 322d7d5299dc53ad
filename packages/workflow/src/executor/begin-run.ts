import { type Advanced, advance, resumeRun, type StepError, startRun } from "../core/advance.ts";
import type { CompiledWorkflow } from "../core/compile.ts";
import type { Environment } from "../core/context.ts";
import { TRIGGER_ID } from "../core/definition.ts";
import type { QueuedRun, Resume } from "../store/queue.ts";

// A run that still waits after a month is not going to be waited for by anybody.
const MAX_RUN_MS = 30 * 24 * 60 * 60 * 1_000;

/** Whether a run goes on from a step, and so needs not what started it. */
export const goesOn = (run: QueuedRun): run is QueuedRun & { readonly resume: Resume } =>
  run.resume !== null && run.resume.stepId !== TRIGGER_ID;

/** Begins a run, or takes it up again where it was put down. */
export function beginRun(
  compiled: CompiledWorkflow,
  run: QueuedRun,
  beganAt: string,
  environment: Environment,
): Advanced {
  if (!goesOn(run)) return startRun(compiled, run.readData(), environment);
  const { resume } = run;
  if (environment.now.getTime() - Date.parse(beganAt) > MAX_RUN_MS)
    return stopped(resume.state, resume.stepId, {
      code: "too-long",
      message: "the run began more than 30 days ago; replay it if it is still wanted",
    });
  if (resume.outcome) return advance(compiled, resume.state, resume.outcome, environment);
  return resumeRun(compiled, resume.state, resume.stepId, environment);
}

const stopped = (state: Advanced["state"], stepId: string, error: StepError): Advanced => ({
  state,
  next: { kind: "failed", stepId, error },
});
