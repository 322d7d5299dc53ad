import type { Clock, RandomBytes } from "@hark/kernel";
import { idSequence } from "@hark/kernel";
import type { LiveMessage, Sql } from "@hark/postgres";
import { type Advanced, advance, resumeRun, startRun } from "../core/advance.ts";
import type { CompiledWorkflow } from "../core/compile.ts";
import type { Environment } from "../core/context.ts";
import type { QueuedRun } from "../store/queue.ts";
import type { Action, ActionItem, ActionResult } from "./action.ts";
import { ConflictLedger } from "./conflicts.ts";
import type { VersionLookup } from "./versions.ts";

/** What a batch needs. */
export interface BatchTools {
  readonly orgId: string;
  readonly tx: Sql;
  /** One run by itself, on one state from beginning to end. */
  readonly alone: boolean;
  readonly actions: ReadonlyMap<string, Action>;
  readonly versions: VersionLookup;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly variables: Environment["variables"];
}

/** A run of a batch that came to an end, or to a point where it must wait. */
export interface SettledRun {
  readonly run: QueuedRun;
  readonly advanced: Advanced;
  readonly durationMs: number;
}

/** What became of a batch. */
export interface BatchResult {
  readonly settled: readonly SettledRun[];
  /** Runs whose effects overtook an earlier run: the batch must be undone and done again without them. */
  readonly undo: readonly QueuedRun[];
  readonly live: readonly Omit<LiveMessage, "orgId">[];
}

interface Rider {
  readonly index: number;
  readonly run: QueuedRun;
  readonly compiled: CompiledWorkflow;
  readonly startedMs: number;
  advanced: Advanced;
  hasEffects: boolean;
}

/**
 * Moves runs together, wave by wave: the action at which the earliest run stands is done for all runs that stand there,
 * until every run has ended, waits, or was set aside (it then stays in the queue for the next batch).
 */
export async function moveBatch(runs: readonly QueuedRun[], tools: BatchTools): Promise<BatchResult> {
  const batch = new Batch(tools);
  for (const [index, run] of runs.entries()) batch.board(index, run);
  while (batch.undo.size === 0 && (await batch.wave())) {
    // Each wave moves at least one run forward; a run takes at most a thousand steps.
  }
  return { settled: batch.settled, undo: [...batch.undo].map((rider) => rider.run), live: batch.live };
}

class Batch {
  readonly settled: SettledRun[] = [];
  readonly undo = new Set<Rider>();
  readonly live: Omit<LiveMessage, "orgId">[] = [];
  readonly #all: Rider[] = [];
  readonly #riding = new Set<Rider>();
  readonly #ledger = new ConflictLedger();
  readonly #tools: BatchTools;
  readonly #environment: Environment;
  // One sequence for the whole batch: what a later step writes stands behind what an earlier one wrote, on every timeline.
  readonly #newId: () => string;

  constructor(tools: BatchTools) {
    this.#tools = tools;
    this.#environment = { now: tools.clock.now(), random: tools.random, variables: tools.variables };
    this.#newId = idSequence(this.#environment.now, tools.random);
  }

  board(index: number, run: QueuedRun): void {
    const compiled = this.#tools.versions(run.workflow_id, run.version);
    if (!compiled) throw new Error(`version ${run.version} of workflow ${run.workflow_id} is missing`);
    const advanced = run.resume
      ? resumeRun(compiled, run.resume.state, run.resume.stepId, this.#environment)
      : startRun(compiled, run.data, this.#environment);
    const rider = { index, run, compiled, startedMs: performance.now(), advanced, hasEffects: false };
    this.#all[index] = rider;
    this.#riding.add(rider);
    this.#settleIfDone(rider);
  }

  /** Does one action for all runs that stand at it; false when nobody is riding any more. */
  async wave(): Promise<boolean> {
    const [first] = [...this.#riding].sort((a, b) => a.index - b.index);
    if (first?.advanced.next.kind !== "action") return false;
    const name = first.advanced.next.action;
    const action = this.#tools.actions.get(name);
    const standing = [...this.#riding].filter(
      (rider) => rider.advanced.next.kind === "action" && rider.advanced.next.action === name,
    );
    const admitted = standing.sort((a, b) => a.index - b.index).filter((rider) => this.#admit(rider, action));
    if (this.undo.size > 0 || admitted.length === 0) return true;
    const items = admitted.map(itemOf);
    const results = action ? await action.run(items, this.#context()) : items.map(() => missing(name));
    for (const [at, rider] of admitted.entries())
      this.#apply(rider, items[at] ?? itemOf(rider), results[at] ?? missing(name));
    return true;
  }

  #admit(rider: Rider, action: Action | undefined): boolean {
    // An earlier rider of this very wave may have overtaken and set it aside.
    if (!this.#riding.has(rider) || this.undo.size > 0) return false;
    const keys = action?.keys(itemOf(rider).params) ?? { reads: [], writes: [] };
    const verdict = this.#ledger.admit(rider.index, keys);
    if (!verdict.admitted) this.#setAside(rider);
    else if (action?.hasEffects) rider.hasEffects = true;
    for (const index of verdict.overtaken) {
      const overtaken = this.#all[index];
      if (overtaken) this.#setAside(overtaken);
    }
    return verdict.admitted;
  }

  /** A run that left a mark cannot simply step off: the whole batch is then done again without it. */
  #setAside(rider: Rider): void {
    if (rider.hasEffects) {
      this.undo.add(rider);
      return;
    }
    this.#riding.delete(rider);
    this.#ledger.forget(rider.index);
    const at = this.settled.findIndex((entry) => entry.run === rider.run);
    if (at >= 0) this.settled.splice(at, 1);
  }

  #apply(rider: Rider, item: ActionItem, result: ActionResult): void {
    const { stepId, params } = item;
    if ("error" in result) {
      rider.advanced = advance(
        rider.compiled,
        rider.advanced.state,
        { stepId, params, error: result.error },
        this.#environment,
      );
    } else {
      if (result.touched) {
        const verdict = this.#ledger.admit(rider.index, result.touched);
        for (const index of verdict.overtaken) {
          const overtaken = this.#all[index];
          if (overtaken) this.#setAside(overtaken);
        }
        if (!verdict.admitted) {
          this.#setAside(rider);
          return;
        }
      }
      this.live.push(...(result.live ?? []));
      rider.advanced = advance(
        rider.compiled,
        rider.advanced.state,
        { stepId, params, output: result.output },
        this.#environment,
      );
    }
    this.#settleIfDone(rider);
  }

  #settleIfDone(rider: Rider): void {
    if (rider.advanced.next.kind === "action") return;
    this.#riding.delete(rider);
    this.settled.push({
      run: rider.run,
      advanced: rider.advanced,
      durationMs: performance.now() - rider.startedMs,
    });
  }

  #context() {
    const { orgId, tx, alone } = this.#tools;
    return { orgId, tx, alone, now: this.#environment.now, newId: this.#newId };
  }
}

function itemOf(rider: Rider): ActionItem {
  const { next } = rider.advanced;
  if (next.kind !== "action") throw new Error("a run that stands at no action was asked for its params");
  return {
    runId: rider.run.run_id,
    workflowId: rider.run.workflow_id,
    stepId: next.stepId,
    params: next.params,
  };
}

const missing = (name: string): ActionResult => ({
  error: { code: "unknown-action", message: `there is no action ${name} here` },
});
