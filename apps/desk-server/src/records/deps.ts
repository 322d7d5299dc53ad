import type { Clock, RandomBytes } from "@hark/kernel";
import type { Database, LiveBus, Sql } from "@hark/postgres";
import type { EmittedEvent } from "@hark/workflow";

/** The way from records to the workflows that listen to them. */
export interface RecordEvents {
  /** Writes what a workflow listens to, in the transaction that is given; whether there was any. */
  write(tx: Sql, orgId: string, events: readonly EmittedEvent[], now: Date): Promise<boolean>;
  /** After the commit: there may be runs to carry out. */
  wake(orgId: string): void;
}

/** What the records' routes work with. */
export interface RecordDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly live: Pick<LiveBus, "publish">;
  /** Where record events go; without it, records trigger nothing. */
  readonly events?: RecordEvents;
  /** Names of workflows by id, for "filed by …" on timelines. Ids without a workflow are left out. */
  workflowNames(orgId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
