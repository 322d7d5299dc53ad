import { Breath, type Clock, idSequence, type RandomBytes } from "@hark/kernel";
import type { LiveMessage, Sql } from "@hark/postgres";
import { type Advanced, advance } from "../core/advance.ts";
import type { CompiledWorkflow } from "../core/compile.ts";
import type { Environment } from "../core/context.ts";
import { queueCalls } from "../store/calls.ts";
import type { RecordEvent } from "../store/events.ts";
import type { QueuedRun } from "../store/queue.ts";
import { type Action, type ActionItem, type ActionResult, type AnyAction, isOutside } from "./action.ts";
import { beginRun, goesOn } from "./begin-run.ts";
import type { ConflictLedger } from "./conflicts.ts";
import type { RunVariables } from "./variables.ts";
import type { VersionLookup } from "./versions.ts";

/** What a batch needs. */
export interface BatchTools {
  readonly orgId: string;
  readonly tx: Sql;
  /** One run by itself, on one state from beginning to end. */
  readonly alone: boolean;
  readonly actions: ReadonlyMap<string, AnyAction>;
  readonly versions: VersionLookup;
  readonly variables: (workflowId: string) => RunVariables;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Empty; it is to be held against other batches until the transaction ended. */
  readonly ledger: ConflictLedger;
}

/** A run of a batch that came to an end, or to a point where it must wait. */
export interface SettledRun {
  readonly run: QueuedRun;
  readonly advanced: Advanced;
  /** True when it waits for an answer from outside. */
  readonly calling: boolean;
  readonly beganAt: string;
  readonly durationMs: number;
}

/** What became of a batch. */
export interface BatchResult {
  readonly settled: readonly SettledRun[];
  /** Runs whose effects overtook an earlier run: the batch must be undone and done again without them. */
  readonly undo: readonly QueuedRun[];
  readonly live: readonly Omit<LiveMessage, "orgId">[];
  /** What happened to records, to be written in the same transaction. */
  readonly emitted: readonly RecordEvent[];
}

interface Rider {
  readonly index: number;
  readonly run: QueuedRun;
  readonly compiled: CompiledWorkflow;
  readonly environment: Environment;
  readonly beganAt: string;
  readonly startedMs: number;
  advanced: Advanced;
  hasEffects: boolean;
  /** How much of what it holds was counted, in characters. */
  held: number;
}

/** What the runs of a batch may hold together, in characters: all of it stays in memory until they ended. The first may hold more. */
const MAX_HELD = 48_000_000;

/**
 * Moves runs together, wave by wave: the action at which the earliest run stands is done for all runs that stand there,
 * until every run has ended, waits, or was set aside (it then stays in the queue for the next batch).
 */
export async function moveBatch(
  runs: readonly QueuedRun[],
  tools: BatchTools,
  left: ReadonlySet<QueuedRun> = new Set(),
): Promise<BatchResult> {
  const batch = new Batch(tools);
  for (const [index, run] of runs.entries()) if (!left.has(run)) await batch.board(index, run);
  while (batch.undo.size === 0 && (await batch.wave())) {
    // Each wave moves at least one run forward; a run takes at most a thousand steps.
  }
  const { settled, live, emitted } = batch;
  return { settled, undo: [...batch.undo].map((rider) => rider.run), live, emitted };
}

class Batch {
  readonly settled: SettledRun[] = [];
  readonly undo = new Set<Rider>();
  readonly live: Omit<LiveMessage, "orgId">[] = [];
  readonly emitted: RecordEvent[] = [];
  readonly #all: Rider[] = [];
  readonly #riding = new Set<Rider>();
  readonly #tools: BatchTools;
  readonly #now: Date;
  #held = 0;
  /** Where the batch ends: runs from there on would be too much to hold. */
  #end = Number.POSITIVE_INFINITY;
  // One sequence for the whole batch: what a later step writes stands behind what an earlier one wrote, on every timeline.
  readonly #newId: () => string;
  // What one run works out is bounded, but not what hundreds do one after the other.
  readonly #breath = new Breath();

  constructor(tools: BatchTools) {
    this.#tools = tools;
    this.#now = tools.clock.now();
    this.#newId = idSequence(this.#now, tools.random);
  }

  async board(index: number, run: QueuedRun): Promise<void> {
    if (index >= this.#end) return;
    const loaded = this.#tools.versions(run.workflow_id, run.version);
    if (!loaded) throw new Error(`version ${run.version} of workflow ${run.workflow_id} is missing`);
    const environment: Environment = {
      now: this.#now,
      random: this.#tools.random,
      variables: this.#tools.variables(run.workflow_id).values,
    };
    const beganAt = run.resume?.beganAt ?? this.#now.toISOString();
    // Reading it may take as long as beginning with it.
    if (!goesOn(run)) run.readData();
    const pause = this.#breath.take();
    if (pause) await pause;
    const advanced = beginRun(loaded.compiled, run, beganAt, environment);
    const { compiled } = loaded;
    const startedMs = performance.now();
    const own = { index, run, compiled, environment, beganAt, startedMs };
    const rider = { ...own, advanced, hasEffects: false, held: 0 };
    this.#all[index] = rider;
    this.#riding.add(rider);
    if (this.#hold(rider)) this.#settleIfDone(rider);
    await this.#breath.take();
  }

  /** Does one action for all runs that stand at it; false when nobody is riding any more. */
  async wave(): Promise<boolean> {
    let first: Rider | undefined;
    for (const rider of this.#riding) if (!first || rider.index < first.index) first = rider;
    if (first?.advanced.next.kind !== "action") return false;
    const name = first.advanced.next.action;
    const action = this.#tools.actions.get(name);
    const standing = [...this.#riding]
      .filter((rider) => rider.advanced.next.kind === "action" && rider.advanced.next.action === name)
      .sort((a, b) => a.index - b.index);
    if (isOutside(action)) {
      for (const rider of standing) this.#settle(rider, true);
      return true;
    }
    const admitted = standing.filter((rider) => this.#admit(rider, action));
    if (this.undo.size > 0 || admitted.length === 0) return true;
    const items = admitted.map(itemOf);
    const startedMs = performance.now();
    const results = action ? await action.run(items, this.#context()) : items.map(() => missing(name));
    const answered = await this.#call(admitted, results);
    const durationMs = roundMs(performance.now() - startedMs);
    for (const [at, rider] of admitted.entries()) {
      this.#apply(rider, items[at] ?? itemOf(rider), answered[at] ?? missing(name), durationMs);
      await this.#breath.take();
    }
    return true;
  }

  #admit(rider: Rider, action: Action | undefined): boolean {
    // An earlier rider of this very wave may have overtaken and set it aside.
    if (!this.#riding.has(rider) || this.undo.size > 0) return false;
    const keys = action?.keys(itemOf(rider).params) ?? { reads: [], writes: [] };
    const verdict = this.#tools.ledger.admit(rider.index, keys);
    if (!verdict.admitted) this.#setAside(rider);
    else if (action?.hasEffects) rider.hasEffects = true;
    for (const index of verdict.overtaken) {
      const overtaken = this.#all[index];
      if (overtaken) this.#setAside(overtaken);
    }
    return verdict.admitted;
  }

  /** Queues the workflows that results call, all in one statement; a refused call makes its step fail. */
  async #call(riders: readonly Rider[], results: readonly ActionResult[]): Promise<readonly ActionResult[]> {
    const calling = results.flatMap((result, at) =>
      "output" in result && result.call ? [{ at, call: result.call }] : [],
    );
    if (calling.length === 0) return results;
    const { tx, orgId } = this.#tools;
    const requests = calling.map(({ at, call }) => ({ ...call, depth: (riders[at]?.run.depth ?? 0) + 1 }));
    const verdicts = await queueCalls(tx, orgId, requests, { now: this.#now, newId: this.#newId });
    const answered = [...results];
    for (const [n, { at }] of calling.entries()) {
      const verdict = verdicts[n];
      if (verdict && "error" in verdict) answered[at] = { error: verdict.error };
    }
    return answered;
  }

  /** A run that left a mark cannot simply step off: the whole batch is then done again without it. Who is to go behind it steps off too. */
  #setAside(rider: Rider): void {
    if (rider.hasEffects) this.undo.add(rider);
    this.#riding.delete(rider);
    this.#held -= rider.held;
    rider.held = 0;
    const at = this.settled.findIndex((entry) => entry.run === rider.run);
    if (at >= 0) this.settled.splice(at, 1);
    for (const index of this.#tools.ledger.setAside(rider.index)) {
      const behind = this.#all[index];
      if (behind) this.#setAside(behind);
    }
  }

  #apply(rider: Rider, { stepId, params }: ActionItem, result: ActionResult, durationMs: number): void {
    if ("output" in result) {
      if (result.touched && !this.#touch(rider, result.touched)) return;
      this.live.push(...(result.live ?? []));
      for (const event of result.emits ?? []) this.emitted.push({ ...event, depth: rider.run.depth + 1 });
    }
    const told = "output" in result ? { output: result.output } : { error: result.error };
    rider.advanced = advance(
      rider.compiled,
      rider.advanced.state,
      { stepId, params, durationMs, ...told },
      rider.environment,
    );
    if (this.#hold(rider)) this.#settleIfDone(rider);
  }

  /** Counts what a run holds by now; false when it stepped off because all hold too much together. */
  #hold(rider: Rider): boolean {
    const size = rider.advanced.state.size ?? 0;
    this.#held += size - rider.held;
    rider.held = size;
    if (this.#held > MAX_HELD) this.#shorten();
    return this.#riding.has(rider);
  }

  /** Ends the batch sooner. Runs step off from behind, so that none goes before one that came earlier. */
  #shorten(): void {
    const off: Rider[] = [];
    const first = this.#all.findIndex((rider) => rider !== undefined);
    for (let at = this.#all.length - 1; at > first && this.#held > MAX_HELD; at -= 1) {
      const rider = this.#all[at];
      this.#end = at;
      if (!rider) continue;
      this.#setAside(rider);
      off.push(rider);
    }
    // The batch is then done again, and they would be too much again.
    if (off.some((rider) => rider.hasEffects)) for (const rider of off) this.undo.add(rider);
  }

  /** Notes keys that only the output told; false when the run must step off because of them. */
  #touch(rider: Rider, keys: Parameters<ConflictLedger["admit"]>[1]): boolean {
    const verdict = this.#tools.ledger.admit(rider.index, keys);
    for (const index of verdict.overtaken) {
      const overtaken = this.#all[index];
      if (overtaken) this.#setAside(overtaken);
    }
    if (!verdict.admitted) this.#setAside(rider);
    return verdict.admitted;
  }

  #settleIfDone(rider: Rider): void {
    if (rider.advanced.next.kind !== "action") this.#settle(rider, false);
  }

  #settle(rider: Rider, calling: boolean): void {
    this.#riding.delete(rider);
    const { run, advanced, beganAt } = rider;
    this.settled.push({ run, advanced, calling, beganAt, durationMs: performance.now() - rider.startedMs });
  }

  #context() {
    const { orgId, tx, alone } = this.#tools;
    return { orgId, tx, alone, now: this.#now, newId: this.#newId };
  }
}

function itemOf(rider: Rider): ActionItem {
  const { next } = rider.advanced;
  if (next.kind !== "action") throw new Error("a run that stands at no action was asked for its params");
  const { run_id: runId, workflow_id: workflowId, depth } = rider.run;
  return { runId, workflowId, stepId: next.stepId, params: next.params, depth };
}

const roundMs = (ms: number): number => Math.round(ms * 10) / 10;

const missing = (name: string): ActionResult => ({
  error: { code: "unknown-action", message: `there is no action ${name} here` },
});
