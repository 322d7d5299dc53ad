import {
  Breath,
  type Clock,
  createLoop,
  fullJitter,
  type Json,
  type JsonObject,
  type RandomBytes,
  SECOND,
  type Service,
  toError,
} from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import { type Outcome, type StepError, standingAt } from "../core/advance.ts";
import {
  type CallingRun,
  claimCalls,
  organisationsWithCalls,
  postponeCall,
  settleCall,
} from "../store/outside.ts";
import { type AnyAction, isOutside, type OutsideAnswer, type OutsideRequest } from "./action.ts";
import { pinnedCall } from "./call-pins.ts";
import { resumeText } from "./resume-text.ts";
import { type OpenVariables, variablesOfRuns } from "./variables.ts";
import type { VersionCache } from "./versions.ts";

export interface CallerOptions {
  readonly database: Database;
  readonly live: LiveBus;
  readonly actions: readonly AnyAction[];
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: { error(facts: object, message: string): void };
  readonly versions: VersionCache;
  readonly outside?: (request: OutsideRequest) => Promise<OutsideAnswer>;
  readonly variables?: OpenVariables;
  /** Called when an answer made a run ready. */
  onAnswer(): void;
}

/** Makes the calls for which runs wait. */
export interface Caller extends Service {
  /** Says that a call may be due. Cheap. */
  wake(): void;
  /** Makes all calls that are due and waits for them; gives how many. For tests. */
  drain(): Promise<number>;
}

// Longer than any call can take, and as long as a run waits when the process that called for it died.
const LEASE_MS = 25 * SECOND;
const IN_FLIGHT = 64;
/** What runs hold for which calls are under way, in characters, before no more are begun: all of it is in memory until the answer is there. */
const MAX_HELD = 2_000_000;
/** Room for so many calls is worth a claim: one for each answer would cost more than to wait for some. */
const WORTH_CLAIMING = 8;
const POLL_MS = 250;
const MAX_TRIES = 5;

/** Makes a caller; nothing is called before `start` (or `drain`). */
export function createCaller(options: CallerOptions): Caller {
  const { log } = options;
  const calling = new Calling(options, () => loop.wake());
  const loop = createLoop({
    round: () => calling.round(),
    pause: () => POLL_MS,
    failed: (error) => log.error({ err: toError(error) }, "a round of calls failed; trying again"),
  });
  return {
    wake: loop.wake,
    drain: async () => {
      let count = 0;
      for (let begun = await calling.round(); begun > 0; begun = await calling.round()) count += begun;
      await calling.idle();
      return count;
    },
    start: loop.start,
    stop: async () => {
      await loop.stop();
      await calling.idle();
    },
  };
}

class Calling {
  readonly #options: CallerOptions;
  readonly #actions: ReadonlyMap<string, AnyAction>;
  readonly #onRoom: () => void;
  readonly #open = new Set<Promise<void>>();
  #held = 0;
  /** Whether calls may be due that were not begun for want of room. */
  #isFull = false;

  /** `onRoom` is called when calls can be begun for which there was no room. */
  constructor(options: CallerOptions, onRoom: () => void) {
    this.#options = options;
    this.#onRoom = onRoom;
    this.#actions = new Map(options.actions.map((action) => [action.description.name, action]));
  }

  /** Takes what is due and begins the calls; gives how many that were. */
  async round(): Promise<number> {
    const { database, clock, log } = this.#options;
    let begun = 0;
    this.#isFull = false;
    for (const orgId of await organisationsWithCalls(database, clock.now())) {
      const now = clock.now();
      const limit = this.#room;
      this.#isFull = limit <= 0;
      if (this.#isFull) break;
      const leaseUntil = new Date(now.getTime() + LEASE_MS);
      for (const run of await claimCalls(database, orgId, { now, leaseUntil, limit })) {
        begun += 1;
        const size = run.resume.state.size ?? 0;
        this.#held += size;
        const call = this.#make(orgId, run)
          // The lease runs out by itself, and the call is made again under the same key.
          .catch((error: unknown) =>
            log.error({ err: toError(error), orgId, runId: run.run_id }, "a call could not be written down"),
          )
          .finally(() => {
            this.#open.delete(call);
            this.#held -= size;
            if (this.#isFull && this.#room >= WORTH_CLAIMING) this.#onRoom();
          });
        this.#open.add(call);
      }
    }
    return begun;
  }

  get #room(): number {
    return this.#held > MAX_HELD ? 0 : IN_FLIGHT - this.#open.size;
  }

  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  async #make(orgId: string, run: CallingRun): Promise<void> {
    const { database, versions, clock, random, live } = this.#options;
    const lookup = await versions.load(database, orgId, [
      { workflowId: run.workflow_id, version: run.version },
    ]);
    const loaded = lookup(run.workflow_id, run.version);
    if (!loaded) throw new Error(`version ${run.version} of workflow ${run.workflow_id} is missing`);
    const variables = await variablesOfRuns(this.#options.variables, database, orgId, [run], lookup);
    const { values, mask } = variables(run.workflow_id);
    // Dozens may go on at once, each with all that a run may hold.
    const breath = new Breath();
    await breath.take();
    const { outcome: _none, ...resume } = run.resume;
    const { state, stepId } = resume;
    // A run that was put down before calls were pinned has no pin.
    const pinned = pinnedCall(resume.pins, stepId) ?? { now: clock.now(), random };
    const { next } = standingAt(loaded.compiled, state, stepId, { ...pinned, variables: values });
    const params = next.kind === "action" ? next.params : {};
    const startedMs = performance.now();
    const told =
      next.kind === "action" ? await this.#ask(run, next.action, params) : { error: changed(stepId) };
    if ("again" in told) {
      const tried = run.call_attempt + 1;
      const dueAt = new Date(clock.now().getTime() + 2 ** tried * SECOND + fullJitter(SECOND, Math.random));
      const waitingFor = `another try of the call (${tried + 1} of ${MAX_TRIES}) after: ${told.again}`;
      await postponeCall(database, orgId, run, dueAt, waitingFor);
      return;
    }
    // Only what goes into the record is masked: later steps may need the answer as it is.
    const durationMs = Math.round(performance.now() - startedMs);
    const outcome: Outcome = { stepId, params: mask(params) as typeof params, durationMs, ...told };
    const { text } = await resumeText({ ...resume, outcome }, breath);
    if (await settleCall(database, orgId, run, text)) {
      this.#options.onAnswer();
      live.publish(orgId, `workflow:${run.workflow_id}`, { type: "runs" });
    }
  }

  async #ask(
    run: CallingRun,
    name: string,
    params: JsonObject,
  ): Promise<{ again: string } | { error: StepError } | { output: Json }> {
    const { outside } = this.#options;
    const action = this.#actions.get(name);
    if (!outside || !isOutside(action))
      return { error: { code: "unreachable", message: `${name} cannot leave the system here` } };
    const asked = action.request(params);
    if ("error" in asked) return asked;
    const headers = { ...asked.request.headers, "idempotency-key": `${run.run_id}-${run.resume.stepId}` };
    const answer = await outside({ ...asked.request, headers });
    if (answer.statusCode !== undefined) return action.outcome(answer);
    const message = `the call failed: ${answer.error ?? "no answer"}`;
    if (answer.refused) return { error: { code: "refused", message } };
    if (run.call_attempt + 1 < MAX_TRIES) return { again: answer.error ?? "no answer" };
    return { error: { code: "unreachable", message: `${message} (${MAX_TRIES} tries)` } };
  }
}

const changed = (stepId: string): StepError => ({
  code: "badparam",
  message: `step ${stepId} no longer has what it needs to make its call`,
});
