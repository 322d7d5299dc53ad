import type { Accounts } from "@hark/accounts";
import type { Clock, RandomBytes } from "@hark/kernel";
import type { Database, LiveBus } from "@hark/postgres";
import type { OutsideAnswer, OutsideRequest } from "@hark/workflow";
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
  /** Transactions one address may post to form hooks in a minute; 0 lifts the limit. */
  readonly formRatePerMinute: number;
  readonly hookMail: HookMail;
  readonly retentionDays: number;
  /** Makes the calls of steps that leave the system; the only way out. */
  outside(request: OutsideRequest): Promise<OutsideAnswer>;
  /** Encrypts what must be read again, such as variables; `owner` is the organisation, and what it sealed opens for no other. */
  readonly secrets: {
    seal(text: string, owner: string): Buffer;
    open(sealed: Buffer, owner: string): string;
  };
}

/** How e-mail gets to hooks. */
export interface HookMail {
  /** What stands behind the @ of their addresses. */
  readonly domain: string;
  readonly host: string;
  /** Where e-mail is taken in by SMTP, 0 for any free port; undefined: not at all. */
  readonly port: number | undefined;
}
