import { isDeepStrictEqual } from "node:util";
import { type Json, SECOND } from "@hark/kernel";
import {
  type Advanced,
  advance,
  type Outcome,
  type RunState,
  resumeRun,
  standingAt,
  startRun,
} from "../../core/advance.ts";
import { type CompiledWorkflow, compileWorkflow } from "../../core/compile.ts";
import type { Environment } from "../../core/context.ts";
import type { WorkflowDocument } from "../../core/definition.ts";
import { createDice, type Dice } from "../dice.ts";
import { journalFault, LONGEST_JOURNAL } from "./journal-fault.ts";
import { catalogue, OUTSIDE, randomDocument } from "./random-document.ts";
import { outcomeOf, seedFrom, triggerOf } from "./script.ts";
import { type Place, Shelf, stateOf } from "./shelf.ts";
import { watched } from "./watched.ts";

/** The pure core, as an argument: a broken one must be found out. */
export interface Core {
  readonly startRun: typeof startRun;
  readonly advance: typeof advance;
  readonly resumeRun: typeof resumeRun;
  readonly standingAt: typeof standingAt;
}

export const realCore: Core = { startRun, advance, resumeRun, standingAt };

/** What happened on the way. */
export interface SimulationCounts {
  readonly steps: number;
  readonly crashes: number;
  readonly retries: number;
  /** Answers that came when the run had gone on, or when another caller held the lease. None of them counted. */
  readonly ignoredAnswers: number;
}

/** A promise of the core that did not hold, with the seed that shows it. */
export class SimulationFault extends Error {
  readonly seed: number;
  constructor(seed: number, what: string) {
    super(
      `seed ${seed}: ${what}\n  again: HARK_SEED=${seed} npx vitest run --project unit packages/workflow/src/testing/simulation`,
    );
    this.seed = seed;
  }
}

const LEASE_MS = 25 * SECOND;
const MAX_ATTEMPTS = 5;
const MAX_CRASHES = 10;
/** Runs with journals that long are no longer done twice at each step. */
const MAX_COMPARED = 100;
/** More than any run needs: five attempts of the longest journal, with its calls. */
const MAX_STEPS = 20_000;

interface Answer {
  readonly fence: number;
  readonly at: number;
  readonly outcome: Outcome;
}

/**
 * One run of a random document from its event to its end, in virtual time, with crashes between any two steps and answers that come
 * late, twice or never. Throws a {@link SimulationFault} when a promise is broken.
 */
export function simulate(seed: number, core: Core = realCore): SimulationCounts {
  const document = randomDocument(createDice(seedFrom(seed, "document")));
  const stormy = new Simulation(seed, document, core, createDice(seedFrom(seed, "faults")));
  const calm = new Simulation(seed, document, core, null);
  const ended = stormy.run();
  const wanted = calm.run();
  if (!isDeepStrictEqual(ended, wanted))
    stormy.fault(`crashes changed the run: ${told(ended)} instead of ${told(wanted)}`);
  return stormy.counts;
}

const told = (place: Place): string => JSON.stringify(place).slice(0, 2_000);

class Simulation {
  readonly counts = { steps: 0, crashes: 0, retries: 0, ignoredAnswers: 0 };
  readonly #seed: number;
  readonly #document: WorkflowDocument;
  readonly #core: Core;
  /** Null: nothing goes wrong but what the script says. */
  readonly #faults: Dice | null;
  readonly #compiled: CompiledWorkflow;
  readonly #trigger: Json;
  #now = 0;
  readonly #shelf = new Shelf();
  #answers: Answer[] = [];

  constructor(seed: number, document: WorkflowDocument, core: Core, faults: Dice | null) {
    this.#seed = seed;
    this.#document = document;
    this.#core = core;
    this.#faults = faults;
    this.#compiled = watched(() => compileWorkflow(document, catalogue));
    this.#trigger = triggerOf(createDice(seedFrom(seed, "trigger")));
    this.#shelf.put({ at: "ready", attempt: 1, fence: 0, resume: null });
  }

  fault(what: string): never {
    throw new SimulationFault(this.#seed, what);
  }

  run(): Place {
    for (let round = 0; round < MAX_STEPS; round += 1) {
      const place = this.#shelf.take();
      if (place.at === "ended") return this.#outlive(place);
      this.#deliver();
      const now = this.#shelf.take();
      if (now.at === "ready") this.#move(now);
      else if (now.at === "waiting") this.#awake(now);
      else if (now.at === "calling") this.#call(now);
    }
    return this.fault("the run neither ends nor waits for anything");
  }

  /** Answers may still come to a run that has ended; none of them changes it. */
  #outlive(place: Place): Place {
    const ended = this.#shelf.count;
    this.#now = Number.MAX_SAFE_INTEGER;
    this.#deliver();
    if (this.#shelf.count !== ended) this.fault("an answer changed a run that had ended");
    return place;
  }

  #store(place: Place): void {
    if (this.#crashes()) return;
    const state = stateOf(place);
    const wrong = state && journalFault(this.#document, state.journal);
    if (wrong) this.fault(wrong);
    if ("waitingFor" in place && place.waitingFor === "") this.fault("the run waits for nothing named");
    this.#shelf.put(place);
  }

  #crashes(): boolean {
    // Bounded: a transaction of a thousand steps would never come to its end.
    if (this.counts.crashes >= MAX_CRASHES || !this.#faults?.chance(0.04)) return false;
    this.counts.crashes += 1;
    return true;
  }

  /** Time and chance as arguments, and the same at each try: what comes out must be the same too. */
  #environment(): Environment {
    const { bytes } = createDice(seedFrom(this.#seed, "random"));
    return { now: new Date(1_750_000_000_000), random: bytes, variables: { v1: "a variable" } };
  }

  /** Does a step of the core on what it was given, and on that same thing put down as JSON and taken up again. */
  #step(
    state: RunState | null,
    work: (state: RunState | null, environment: Environment) => Advanced,
  ): Advanced {
    this.counts.steps += 1;
    if (this.counts.steps > MAX_STEPS) this.fault("the run neither ends nor waits for anything");
    // Twice the work for each step of a long run is work that grows with the square of its length, and shows nothing new.
    const before = state && state.journal.length <= MAX_COMPARED ? JSON.stringify(state) : null;
    const advanced = this.#pure(() => work(state, this.#environment()));
    if (before !== null) {
      if (JSON.stringify(state) !== before) this.fault("the core changed a state that it was given");
      const again = this.#pure(() => work(JSON.parse(before) as RunState, this.#environment()));
      if (!isDeepStrictEqual(plain(again), plain(advanced)))
        this.fault(`a state that was put down goes on otherwise: ${told(plain(again) as Place)}`);
    }
    return advanced;
  }

  #pure(work: () => Advanced): Advanced {
    try {
      return watched(work);
    } catch (error) {
      return this.fault(error instanceof Error ? error.message : String(error));
    }
  }

  #begin({ resume }: Extract<Place, { at: "ready" }>): Advanced {
    const { startRun: start, advance: go, resumeRun: again } = this.#core;
    if (!resume)
      return this.#step(null, (_, environment) => start(this.#compiled, this.#trigger, environment));
    const { outcome, stepId } = resume;
    return this.#step(resume.state, (state, environment) =>
      outcome
        ? go(this.#compiled, state ?? resume.state, outcome, environment)
        : again(this.#compiled, state ?? resume.state, stepId, environment),
    );
  }

  /** One transaction: from where the run stands to where it ends or must wait. A crash in it leaves nothing behind. */
  #move(place: Extract<Place, { at: "ready" }>): void {
    let { state, next } = this.#begin(place);
    for (let steps = 0; next.kind === "action"; steps += 1) {
      if (steps > LONGEST_JOURNAL) this.fault("the run takes more steps than a run may");
      if (this.#crashes()) return;
      const { stepId, params } = next;
      if (next.action === OUTSIDE) {
        // What it is called with is worked out when it is called, so that no secret is put down.
        const waitingFor = `an answer from outside (step ${stepId})`;
        const { attempt, fence } = place;
        const call = { resume: { state, stepId }, params: null, waitingFor, fence, leaseUntil: 0 };
        this.#store({ at: "calling", attempt, ...call });
        return;
      }
      const outcome = outcomeOf(this.#seed, stepId, params, state.journal, place.attempt);
      ({ state, next } = this.#step(state, (at, environment) =>
        this.#core.advance(this.#compiled, at ?? state, outcome, environment),
      ));
    }
    this.#settle(place, { state, next });
  }

  #settle({ attempt, fence }: Extract<Place, { at: "ready" }>, { state, next }: Advanced): void {
    if (next.kind === "completed") {
      this.#store({ at: "ended", result: "completed", error: null, state });
      return;
    }
    if (next.kind === "action") return;
    if (next.kind === "failed" || attempt >= MAX_ATTEMPTS) {
      if (next.error.message === "") this.fault("the run failed without a reason");
      this.#store({ at: "ended", result: "failed", error: next.error, state });
      return;
    }
    const waitingFor = `another attempt (${attempt + 1} of ${MAX_ATTEMPTS}) after: ${next.error.message}`;
    const resume = next.kind === "retry-action" ? { state, stepId: next.stepId } : null;
    const dueAt = this.#now + 2 ** attempt * SECOND;
    this.#store({ at: "waiting", attempt, fence, resume, waitingFor, dueAt });
  }

  #awake({ attempt, fence, resume, dueAt }: Extract<Place, { at: "waiting" }>): void {
    this.#now = Math.max(this.#now, dueAt);
    this.counts.retries += 1;
    this.#store({ at: "ready", attempt: attempt + 1, fence, resume });
  }

  /** A caller takes the call, and then answers in time, late, twice, or dies over it. */
  #call(place: Extract<Place, { at: "calling" }>): void {
    if (place.leaseUntil > this.#now) {
      // Somebody holds it: nothing happens before an answer is there, or the lease is over.
      const next = Math.min(place.leaseUntil, ...this.#answers.map((answer) => answer.at));
      this.#now = Math.max(this.#now + 1, next);
      return;
    }
    const { state, stepId } = place.resume;
    const { next } = this.#step(state, (at, environment) =>
      this.#core.standingAt(this.#compiled, at ?? state, stepId, environment),
    );
    if (next.kind !== "action" || next.stepId !== stepId)
      return this.fault(`a run that waits at ${stepId} stands elsewhere when it is asked again`);
    const { params } = next;
    if (place.params !== null && !isDeepStrictEqual(plain(params), place.params))
      return this.fault(`step ${stepId} is called again with other params`);
    const fence = place.fence + 1;
    const leaseUntil = this.#now + LEASE_MS;
    this.#shelf.put({ ...place, params, fence, leaseUntil });
    const outcome = outcomeOf(this.#seed, stepId, params, state.journal, place.attempt);
    for (const delay of this.#delays()) this.#answers.push({ fence, at: this.#now + delay, outcome });
  }

  #delays(): number[] {
    const inTime = 1 + (this.#faults?.int(LEASE_MS - 1_000) ?? 0);
    if (this.#faults?.chance(0.2)) return [];
    if (this.#faults?.chance(0.2)) return [inTime + LEASE_MS];
    if (this.#faults?.chance(0.2)) return [inTime, inTime + this.#faults.int(2 * LEASE_MS)];
    return [inTime];
  }

  /** Hands over the answers whose time has come. Only that of the present holder, to a run that still waits for it, counts. */
  #deliver(): void {
    const due = this.#answers.filter((answer) => answer.at <= this.#now);
    this.#answers = this.#answers.filter((answer) => answer.at > this.#now);
    for (const { fence, outcome } of due) {
      const place = this.#shelf.take();
      if (place.at !== "calling" || place.fence !== fence) {
        this.counts.ignoredAnswers += 1;
        continue;
      }
      const { attempt, resume } = place;
      this.#store({ at: "ready", attempt, fence, resume: { ...resume, outcome } });
    }
  }
}

/** As it is after it was put down: members that are undefined are gone. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
