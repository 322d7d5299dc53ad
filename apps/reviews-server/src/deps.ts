import type { Accounts } from "@hark/accounts";
import type { Clock, RandomBytes } from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import type { FastifyBaseLogger } from "fastify";

/** What Reviews needs from whoever composes it. */
export interface ReviewsDeps {
  readonly database: Database;
  readonly live: LiveBus;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: FastifyBaseLogger;
  /** Reviews' own address, as shoppers reach it; without a slash at the end. */
  readonly publicUrl: string;
  readonly trustedOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly version: string;
  /** Folder of the built admin app. */
  readonly adminFiles: string;
  /** Folder of the built storefront elements. */
  readonly widgetFiles: string;
  /** Folder that uploaded pictures are kept in. */
  readonly mediaDir: string;
  /** The installation's secret, from which keys for stored secrets are derived. */
  readonly secret: string;
  /** Where mail goes out (`smtp://…`), and who it is from. */
  readonly mail: { readonly smtpUrl: string; readonly from: string };
  /** Local mode: this machine only. Deliveries may then go to loopback addresses. */
  readonly isLocal: boolean;
  /** Private address ranges that deliveries may go to. */
  readonly allowReceivers: readonly string[];
  /** Submissions one address may make in a minute without a key; 0 lifts the limit. */
  readonly submissionsPerMinute: number;
  readonly retentionDays: number;
}
