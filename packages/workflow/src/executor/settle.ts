import { Breath, type Clock, DAY, fullJitter, type Json, type RandomBytes, SECOND } from "@hark/kernel";
import type { StepError } from "../core/advance.ts";
import { TRIGGER_ID } from "../core/definition.ts";
import { JournalWriter } from "../store/journal-text.ts";
import type { EndedRun, ParkedRun, Resume } from "../store/queue.ts";
import type { SettledRun } from "./batch.ts";
import { pinCall } from "./call-pins.ts";
import { maskedJournal } from "./journal.ts";
import { resumeText } from "./resume-text.ts";
import type { RunVariables } from "./variables.ts";

const MAX_ATTEMPTS = 5;
/** What the steps of a run may hold together when it is put down, in characters, and how many bytes that may be as JSON: it is read in one piece. */
const MAX_PUT_DOWN = 2_000_000;
const MAX_WRITTEN = 3_000_000;

/** Parts the runs of a batch: those that ended, and those that are put down with what they wait for. Secrets are masked in both. */
export async function sortSettled(
  settled: readonly SettledRun[],
  { clock, random }: { readonly clock: Clock; readonly random: RandomBytes },
  variables: (workflowId: string) => RunVariables,
): Promise<{ ended: EndedRun[]; parked: ParkedRun[] }> {
  const ended: EndedRun[] = [];
  const parked: ParkedRun[] = [];
  const breath = new Breath();
  for (const each of settled) {
    const { mask } = variables(each.run.workflow_id);
    const { state, next } = each.advanced;
    const journal = await maskedJournal(state.journal, mask, breath);
    const entry = { ...each, advanced: { next, state: { ...state, journal } } };
    const waiting = parkedOf(entry, clock, random, mask);
    const resume = waiting?.resume ? await putDown(waiting.resume, breath) : null;
    if (waiting && resume !== undefined) parked.push({ ...waiting, resume });
    else ended.push(await endedOf(waiting ? tooHeavy(entry) : entry, mask, { now: clock.now(), breath }));
    await breath.take();
  }
  return { ended, parked };
}

type Mask = RunVariables["mask"];

/** What a run goes on with, as JSON; undefined when it holds more than can be put down. */
async function putDown(resume: Resume, breath: Breath): Promise<string | undefined> {
  if ((resume.state.size ?? 0) > MAX_PUT_DOWN) return undefined;
  const { text, bytes } = await resumeText(resume, breath);
  return bytes > MAX_WRITTEN ? undefined : text;
}

/** A run that is to wait, and cannot be put down, fails where it stands. */
function tooHeavy(entry: SettledRun): SettledRun {
  const { state, next } = entry.advanced;
  const stepId = "stepId" in next ? next.stepId : TRIGGER_ID;
  const failed = { kind: "failed", stepId, error: tooLarge } as const;
  return { ...entry, calling: false, advanced: { state: { ...state, error: tooLarge }, next: failed } };
}

const tooLarge: StepError = {
  code: "too-large",
  message: "the steps of the run together hold more than a run may that waits; refer to less",
};

function parkedOf(
  { run, advanced, calling, beganAt }: SettledRun,
  clock: Clock,
  random: RandomBytes,
  mask: Mask,
): (Omit<ParkedRun, "resume"> & { readonly resume: Resume | null }) | undefined {
  const { next, state } = advanced;
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

async function endedOf(
  { run, advanced, durationMs }: SettledRun,
  mask: Mask,
  { now, breath }: { readonly now: Date; readonly breath: Breath },
): Promise<EndedRun> {
  const { state, next } = advanced;
  const journal = new JournalWriter(isOfToday(run, now) ? run.readData() : undefined, state.size);
  for (const entry of state.journal) {
    journal.add(entry);
    await breath.take();
  }
  const failed = "error" in next ? next : null;
  return {
    run,
    state: failed ? "failed" : "completed",
    error: failed ? (mask({ ...failed.error, step: failed.stepId } as Json) as Json) : null,
    journal: journal.text,
    stepCount: state.journal.length,
    durationMs,
  };
}
