import type { Accounts } from "@hark/accounts";
import type { Clock, RandomBytes } from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import type { FastifyBaseLogger } from "fastify";

/** What Desk needs from whoever composes it. */
export interface DeskDeps {
  readonly database: Database;
  readonly live: LiveBus;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: FastifyBaseLogger;
  /** Desk's own address, as others reach it; without a slash at the end. */
  readonly publicUrl: string;
  readonly trustedOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly version: string;
  /** Folder of the built web app. */
  readonly webFiles: string;
  /** Hook transactions per organisation and minute; 0 lifts the limit. */
  readonly hookRatePerMinute: number;
  readonly retentionDays: number;
}
