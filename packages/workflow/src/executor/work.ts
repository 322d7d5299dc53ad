import { idSequence, SECOND, toError } from "@hark/kernel";
import { type LiveMessage, type Sql, SqlState, sqlStateOf } from "@hark/postgres";
import { claimRun, claimRuns, organisationsWithWork } from "../store/claim.ts";
import { publishRecordEvents } from "../store/events.ts";
import { journalText } from "../store/journal-text.ts";
import { type EndedRun, finishRuns, parkRuns, planByIndex, type QueuedRun } from "../store/queue.ts";
import type { AnyAction } from "./action.ts";
import { type BatchResult, type BatchTools, moveBatch } from "./batch.ts";
import { Ledgers } from "./conflicts.ts";
import { eachAfter } from "./each-after.ts";
import { Floors } from "./floors.ts";
import type { ExecutorOptions } from "./options.ts";
import { sortSettled } from "./settle.ts";
import { type Turn, Turns, WHOLE_BATCH } from "./turns.ts";
import { variablesOfRuns } from "./variables.ts";
import type { VersionCache } from "./versions.ts";

const CONFLICT_ROUNDS = 8;
// A worker that is paused in a batch keeps its runs, and the records they wrote, from all others for so long. Working out the values of
// a whole batch takes less, however large they are. Who waits for such a record gives up earlier, so that other work goes on.
const PATIENCE = { idleMs: 20 * SECOND, lockMs: 10 * SECOND };
// Who queues runs calls the organisation, and its batch needs no look at the whole queue: at 900 reviews a second five of six found nothing
// new. Those whose call was lost, or whose runs fell due, wait for no longer than this behind those that are called (ms).
const LOOK_MS = 50;

/** Whom the work tells. */
interface Tell {
  /** Runs wait for an answer from outside. */
  onCalls(): void;
  /** There is work for more lanes than are at it. */
  onMore(): void;
}

/**
 * What the lanes share. The batches of an organisation follow one another in arrival order; while a flood of its own is all there is, several
 * go at a time, and a run that touches what one of another batch touched is set aside as it would be within its own.
 */
export class Work {
  readonly #turns: Turns;
  readonly #ledgers = new Ledgers();
  readonly #onCalls: () => void;
  readonly #options: ExecutorOptions;
  readonly #versions: VersionCache;
  readonly #actions: ReadonlyMap<string, AnyAction>;
  /** The order key at which an organisation's last claim stopped, when there were more. */
  readonly #afterKey = new Map<string, string>();
  readonly #floors = new Floors();
  #lookedAt = 0;

  constructor(options: ExecutorOptions, versions: VersionCache, tell: Tell) {
    this.#onCalls = tell.onCalls;
    this.#options = options;
    this.#turns = new Turns(options.batchSize ?? WHOLE_BATCH, tell.onMore);
    this.#versions = versions;
    this.#actions = new Map(options.actions.map((action) => [action.description.name, action]));
  }

  /** Notes that an organisation's runs were queued. Gives whether a lane is wanted for them. */
  call(orgId: string): boolean {
    return this.#turns.call(orgId);
  }

  /** Gives every organisation that has work, and whose batches other lanes do not have, one batch: none waits for another's million. */
  async round(): Promise<number> {
    // Who was called need not wait for a look at the others.
    const ended = await this.#takeCalled();
    if (ended > 0 && performance.now() < this.#lookedAt + LOOK_MS) return ended;
    await this.#look();
    return ended + (await this.#takeCalled());
  }

  async #takeCalled(): Promise<number> {
    let ended = 0;
    for (const orgId of this.#turns.called(this.#options.clock.now().getTime()))
      ended += await this.#turns.take(orgId, (turn) => this.#batchOf(turn));
    return ended;
  }

  async #look(): Promise<void> {
    const { database, clock } = this.#options;
    this.#lookedAt = performance.now();
    const organisations = await organisationsWithWork(database, clock.now());
    this.#turns.note(organisations, clock.now().getTime());
  }

  /** Resolves when a batch that is under way in any lane ends; undefined when none is. */
  get nextEnd(): Promise<unknown> | undefined {
    return this.#turns.nextEnd;
  }

  /** Whether somebody has more work than fits into a batch: others' is then to be looked for while that goes on. */
  get isFlooded(): boolean {
    return this.#turns.isFlood;
  }

  /** One batch, wherever among the order keys it is found: from where the last claim stopped to the end, then from the beginning. */
  async #batchOf(turn: Turn): Promise<number> {
    const startsAhead = this.#afterKey.has(turn.orgId);
    const ended = await this.#batchBehind(turn);
    return ended === 0 && startsAhead ? this.#batchBehind(turn) : ended;
  }

  async #batchBehind(turn: Turn): Promise<number> {
    for (;;) {
      const ended = await this.#batch(turn);
      if (ended > 0 || !this.#afterKey.has(turn.orgId)) return ended;
    }
  }

  async #batch(turn: Turn): Promise<number> {
    const { orgId } = turn;
    const seqs: number[] = [];
    const claim = async (tx: Sql): Promise<readonly QueuedRun[]> => {
      const runs = await this.#claim(tx, orgId);
      for (const run of runs) seqs.push(run.seq);
      return runs;
    };
    try {
      const ended = await this.#transaction(turn, claim, false);
      if (ended < seqs.length) this.#floors.forget(orgId);
      return ended;
    } catch (error) {
      this.#floors.forget(orgId);
      if (!isWorthSplitting(error)) throw error;
      // The batch broke: its runs go singly, so that the one that breaks is known and the others are not held up.
      let ended = 0;
      for (const seq of seqs) ended += await this.#single(turn, seq);
      return ended;
    }
  }

  /** Takes as many runs as a batch may have, from behind what other lanes took on; from the beginning when that gives fewer. */
  async #claim(tx: Sql, orgId: string): Promise<readonly QueuedRun[]> {
    const limit = this.#turns.batchSize();
    const start = {
      afterKey: this.#afterKey.get(orgId) ?? "",
      afterSeq: this.#floors.of(orgId, performance.now()),
    };
    let { runs, isAll, nextKey } = await claimRuns(tx, orgId, limit, start);
    if (isAll && start.afterSeq > 0)
      ({ runs, isAll, nextKey } = await claimRuns(tx, orgId, limit, { ...start, afterSeq: 0 }));
    if (nextKey === null) this.#afterKey.delete(orgId);
    else this.#afterKey.set(orgId, nextKey);
    const last = runs.at(-1);
    if (last && !isAll) this.#floors.raise(orgId, last.seq, performance.now());
    else this.#floors.forget(orgId);
    return runs;
  }

  async #single(turn: Turn, seq: number): Promise<number> {
    const { orgId } = turn;
    for (let round = 1; ; round += 1) {
      try {
        return await this.#transaction(turn, (tx) => claimOne(tx, orgId, seq), true);
      } catch (error) {
        if (!isWorthSplitting(error)) throw error;
        if (isConflict(error) && round < CONFLICT_ROUNDS) continue;
        // Another still holds what it needs: it stays in the queue.
        if (sqlStateOf(error) === SqlState.lockNotAvailable) return 0;
        return this.#recordDefect(orgId, seq, toError(error));
      }
    }
  }

  /** A run that cannot be carried out ends as failed, with what happened in its record; it must not block the queue. */
  async #recordDefect(orgId: string, seq: number, error: Error): Promise<number> {
    const { database, clock, log } = this.#options;
    log.error({ err: error, orgId, seq }, "a run broke");
    return database.transaction(async (tx) => {
      planByIndex(tx);
      const runs = await claimOne(tx, orgId, seq);
      const ended = runs.map((run): EndedRun => {
        const told = { code: "internal", message: `the run broke: ${error.message}` };
        const { journal, size } = run.resume?.state ?? { journal: [] };
        return {
          run,
          state: "failed",
          error: told,
          // What was put down is masked already.
          journal: journalText(journal, undefined, size),
          stepCount: journal.length,
          durationMs: 0,
        };
      });
      await finishRuns(tx, orgId, ended, clock.now());
      return ended.length;
    });
  }

  async #transaction(
    turn: Turn,
    claim: (tx: Sql) => Promise<readonly QueuedRun[]>,
    alone: boolean,
  ): Promise<number> {
    const { database, clock, live, patience = PATIENCE } = this.#options;
    const { orgId } = turn;
    const told: LiveMessage[] = [];
    let calls = false;
    const ledger = this.#ledgers.open(orgId);
    const moving = database.transaction(async (bare) => {
      const tx = turn.giveWay ? eachAfter(turn.giveWay, bare) : bare;
      planByIndex(bare);
      // A run that goes alone sees one state from beginning to end. What another process commits in between, between looking
      // for somebody and making them, is then an error of serialization and not "taken": the run begins anew and finds them.
      if (alone) await tx.run("set transaction isolation level repeatable read");
      const runs = await claim(tx);
      if (runs.length === 0) return 0;
      const wanted = runs.map((run) => ({ workflowId: run.workflow_id, version: run.version }));
      const versions = await this.#versions.load(tx, orgId, wanted);
      const variables = await variablesOfRuns(this.#options.variables, tx, orgId, runs, versions);
      const { random } = this.#options;
      const tools = { orgId, tx, alone, versions, variables, actions: this.#actions, clock, random, ledger };
      const { settled, live: messages, emitted } = await this.#move(runs, tools);
      const { ended, parked } = await sortSettled(settled, { clock, random }, variables);
      const now = clock.now();
      await together([
        publishRecordEvents(tx, orgId, emitted, { now, newId: idSequence(now, random) }),
        finishRuns(tx, orgId, ended, now),
        parkRuns(tx, orgId, parked),
      ]);
      calls = parked.some((entry) => entry.calling);
      for (const message of messages) told.push({ orgId, ...message });
      for (const workflowId of new Set(ended.map(({ run }) => run.workflow_id))) {
        told.push({ orgId, topic: `workflow:${workflowId}`, data: { type: "runs" } });
      }
      return ended.length + parked.length;
    }, patience);
    const count = await moving.finally(() => this.#ledgers.close(orgId, ledger));
    for (const message of told) live.publish(message.orgId, message.topic, message.data);
    if (calls) this.#onCalls();
    return count;
  }

  /** Moves the batch; when a run overtook an earlier one, undoes everything and moves the others without it. */
  async #move(runs: readonly QueuedRun[], tools: BatchTools): Promise<BatchResult> {
    const left = new Set<QueuedRun>();
    for (;;) {
      // Not waited for: where it cannot be made, what comes behind it fails too.
      tools.tx.run("savepoint batch").catch(() => {});
      const result = await moveBatch(runs, tools, left);
      if (result.undo.length === 0) return result;
      await tools.tx.run("rollback to savepoint batch");
      for (const run of result.undo) left.add(run);
      tools.ledger.restart([...left].map((run) => runs.indexOf(run)));
    }
  }
}

/** Waits for statements that need nothing of one another, to the last: none may come behind the end of its transaction. */
async function together(statements: readonly Promise<unknown>[]): Promise<void> {
  for (const statement of await Promise.allSettled(statements))
    if (statement.status === "rejected") throw statement.reason;
}

const claimOne = async (tx: Sql, orgId: string, seq: number): Promise<readonly QueuedRun[]> => {
  const run = await claimRun(tx, orgId, seq);
  return run ? [run] : [];
};

const CONFLICTS: ReadonlySet<string> = new Set([
  SqlState.uniqueViolation,
  SqlState.serializationFailure,
  SqlState.deadlockDetected,
]);

/** Another process was faster: the same run will find what that one made. */
function isConflict(error: unknown): boolean {
  return CONFLICTS.has(sqlStateOf(error) ?? "");
}

/** False when the connection or the database itself went away: then nothing is wrong with any run, and all of them wait. */
function isWorthSplitting(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state === undefined)
    return (
      !(error instanceof Error && "code" in error) &&
      !(error instanceof Error && /Connection terminated|timeout exceeded/.test(error.message))
    );
  return !state.startsWith("57") && !state.startsWith("08") && state !== SqlState.idleInTransaction;
}
