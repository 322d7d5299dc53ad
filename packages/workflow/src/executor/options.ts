import type { Clock, RandomBytes } from "@hark/kernel";
import type { Database, LiveBus, Patience } from "@hark/postgres";
import type { ActionCatalogue } from "../core/catalogue.ts";
import type { AnyAction, OutsideAnswer, OutsideRequest } from "./action.ts";
import type { OpenVariables } from "./variables.ts";

/** What the executor says about itself; pino fits. */
export interface ExecutorLog {
  error(facts: object, message: string): void;
}

export interface ExecutorOptions {
  readonly database: Database;
  readonly live: LiveBus;
  readonly actions: readonly AnyAction[];
  readonly catalogue: ActionCatalogue;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: ExecutorLog;
  readonly retentionDays: number;
  /** Runs per transaction (default 128). */
  readonly batchSize?: number;
  /** How long PostgreSQL has patience with a batch (default: 20 s idle, 10 s waiting for another's lock). */
  readonly patience?: Patience;
  /** Makes a call to the outside world; never throws. Without it steps that leave the system fail and say so. */
  readonly outside?: (request: OutsideRequest) => Promise<OutsideAnswer>;
  /** Opens variables. Without it documents find none. */
  readonly variables?: OpenVariables;
}
