import { type ManualClock, manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { publish } from "../outbox.ts";
import { maintainPartitions } from "../outbox-store.ts";
import { createReplay, findReplay, type ReplayFilter, type ReplayRow } from "../replay-store.ts";
import { createReplayer, type Replayer } from "../replayer.ts";

/** An organisation of its own with one store and one endpoint of the same id, and deliveries that can be brought back. */
export class ReplayWorld {
  readonly clock: ManualClock = manualClock("2026-03-01T12:00:00.000Z");
  readonly orgId: string = newId(this.clock.now());
  readonly storeId: string = newId(this.clock.now());
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  static async make(database: Database): Promise<ReplayWorld> {
    const world = new ReplayWorld(database);
    await maintainPartitions(database, world.clock.now(), 90);
    await world.addEndpoint(world.storeId);
    return world;
  }

  /** One more endpoint of the store, which is sent every type of event. */
  async addEndpoint(id: string): Promise<void> {
    await this.#database.run(
      `insert into webhooks.endpoints (org_id, id, store_id, kind, url, saved_at, created_at)
       values ($1, $2, $3, 'generic', 'http://127.0.0.1:9/hook', $4, $4)`,
      [this.orgId, id, this.storeId, this.clock.now()],
    );
  }

  /** Publishes events, a second apart, whose deliveries were tried and given up. */
  async failed(count: number, type = "review.created"): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      this.clock.advance(1_000);
      const event = { type, storeId: this.storeId, subjectId: `review-${at % 3}`, body: `{"n":${at}}` };
      await this.#database.transaction((tx) =>
        publish(tx, this.orgId, event, this.clock.now(), secureRandom),
      );
    }
    this.clock.advance(1_000);
    await this.settle("failed", 503, "retry");
  }

  /** Writes what a deliverer would after sending everything that waits. */
  async settle(state: "failed" | "succeeded", status: number, outcome: string): Promise<void> {
    await this.#database.run(
      `with gone as (delete from webhooks.outbox where org_id = $1 returning delivery_id)
       update webhooks.deliveries d set state = $2, last_status = $3, last_outcome = $4, due_at = null,
         reason = case when $2 = 'failed' then 'exhausted' end, attempt_count = attempt_count + 1
       from gone where d.org_id = $1 and d.id = gone.delivery_id`,
      [this.orgId, state, status, outcome],
    );
  }

  /** The outbox, in the order in which it is sent. */
  waiting(): Promise<{ delivery_id: string; priority: number; trigger: string }[]> {
    return this.#database.all(
      "select delivery_id, priority, trigger from webhooks.outbox where org_id = $1 order by due_at, position",
      [this.orgId],
    );
  }

  /** All deliveries, the oldest first. */
  async deliveryIds(): Promise<string[]> {
    const rows = await this.#database.all<{ id: string }>(
      "select id from webhooks.deliveries where org_id = $1 order by created_at, id",
      [this.orgId],
    );
    return rows.map(({ id }) => id);
  }

  /** Asks for a replay of the store's dead letters, or of what `filter` says instead. */
  ask(filter: Partial<ReplayFilter> = {}, ratePerSecond = 40): Promise<ReplayRow> {
    return createReplay(
      this.#database,
      this.orgId,
      { filter: { storeId: this.storeId, states: ["failed"], ...filter }, ratePerSecond },
      this.clock.now(),
      secureRandom,
    );
  }

  replayer(wake: () => void = () => {}): Replayer {
    return createReplayer({
      database: this.#database,
      live: createLiveBus(this.#database),
      clock: this.clock,
      log: { info: () => {}, error: () => {} },
      wake,
    });
  }

  /** Lets a replayer work, and time pass, until a replay has ended. */
  async untilDone(worker: Replayer, id: string): Promise<ReplayRow> {
    for (let round = 0; round < 100; round += 1) {
      await worker.drain();
      const row = await findReplay(this.#database, this.orgId, id);
      if (row && row.state !== "running") return row;
      this.clock.advance(1_000);
    }
    throw new Error("the replay does not end");
  }
}
