import type { Clock, RandomBytes } from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";

/** What the records' routes work with. */
export interface RecordDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly live: Pick<LiveBus, "publish">;
  /** Names of workflows by id, for "filed by …" on timelines. Ids without a workflow are left out. */
  workflowNames(orgId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
