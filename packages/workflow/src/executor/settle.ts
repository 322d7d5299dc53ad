import { type Clock, DAY, fullJitter, type Json, type RandomBytes, SECOND } from "@hark/kernel";
import { TRIGGER_ID } from "../core/definition.ts";
import { journalText } from "../store/journal-text.ts";
import type { EndedRun, ParkedRun, Resume } from "../store/queue.ts";
import type { SettledRun } from "./batch.ts";
import { pinCall } from "./call-pins.ts";
import { maskedJournal } from "./journal.ts";
import type { RunVariables } from "./variables.ts";

const MAX_ATTEMPTS = 5;

/** Parts the runs of a batch: those that ended, and those that are put down with what they wait for. Secrets are masked in both. */
export function sortSettled(
  settled: readonly SettledRun[],
  { clock, random }: { readonly clock: Clock; readonly random: RandomBytes },
  variables: (workflowId: string) => RunVariables,
): { ended: EndedRun[]; parked: ParkedRun[] } {
  const ended: EndedRun[] = [];
  const parked: ParkedRun[] = [];
  for (const entry of settled) {
    const { mask } = variables(entry.run.workflow_id);
    const waiting = parkedOf(entry, clock, random, mask);
    if (waiting) parked.push(waiting);
    else ended.push(endedOf(entry, mask, clock.now()));
  }
  return { ended, parked };
}

type Mask = RunVariables["mask"];

function parkedOf(
  { run, advanced, calling, beganAt }: SettledRun,
  clock: Clock,
  random: RandomBytes,
  mask: Mask,
): ParkedRun | undefined {
  const { next } = advanced;
  const state = { ...advanced.state, journal: maskedJournal(advanced.state.journal, mask) };
  if (calling && next.kind === "action")
    return {
      run,
      dueAt: clock.now(),
      waitingFor: `an answer from outside (step ${next.stepId})`,
      resume: {
        state,
        stepId: next.stepId,
        beganAt,
        pins: pinCall(run.resume?.pins, next.stepId, clock.now(), random),
      },
      calling,
    };
  if (next.kind !== "retry-action" && next.kind !== "retry-workflow") return undefined;
  if (run.attempt >= MAX_ATTEMPTS) return undefined;
  const delay = 2 ** run.attempt * SECOND + fullJitter(SECOND, Math.random);
  const why = String(mask(next.error.message) as string);
  return {
    run,
    dueAt: new Date(clock.now().getTime() + delay),
    waitingFor: `another attempt (${run.attempt + 1} of ${MAX_ATTEMPTS}) after: ${why}`,
    resume: retried(advanced, state, run.resume?.pins, beganAt),
    calling: false,
  };
}

/** Where a failed run is taken up again. One that begins anew has nothing to remember but what its calls were made of. */
function retried(
  { next }: SettledRun["advanced"],
  state: Resume["state"],
  pins: Resume["pins"],
  beganAt: string,
): Resume | null {
  const kept = pins === undefined ? {} : { pins };
  if (next.kind === "retry-action") return { state, stepId: next.stepId, beganAt, ...kept };
  return pins === undefined
    ? null
    : { state: { steps: {}, journal: [], attempt: 1 }, stepId: TRIGGER_ID, beganAt, pins };
}

// What started a run is dropped with its day; a run that ended on another one may outlive it.
const isOfToday = (run: SettledRun["run"], now: Date): boolean =>
  Math.floor(run.event_at.getTime() / DAY) === Math.floor(now.getTime() / DAY);

function endedOf({ run, advanced, durationMs }: SettledRun, mask: Mask, now: Date): EndedRun {
  const { state, next } = advanced;
  const failed = "error" in next ? next : null;
  return {
    run,
    state: failed ? "failed" : "completed",
    error: failed ? (mask({ ...failed.error, step: failed.stepId } as Json) as Json) : null,
    journal: journalText(maskedJournal(state.journal, mask), isOfToday(run, now) ? run.data : undefined),
    stepCount: state.journal.length,
    durationMs,
  };
}
