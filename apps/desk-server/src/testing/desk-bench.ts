import { type AppBench, appBench, type Call, callerOf } from "@hark/accounts/testing";
import { maintainPartitions, type OutsideRequest, migrations as workflowMigrations } from "@hark/workflow";
import { pino } from "pino";
import type { DeskDeps } from "../deps.ts";
import { createDeskApp, type DeskApp, migrations } from "../index.ts";

/** The whole of Desk over a database of its own, with an owner's organisation; nothing listens. */
export interface DeskBench extends Pick<AppBench, "database" | "clock" | "orgId" | "close"> {
  readonly desk: DeskApp;
  /** Calls that steps made to the outside; each is answered 200 with what it sent. */
  readonly outside: OutsideRequest[];
  /** Makes a key with the given roles. */
  key(...roles: string[]): Promise<string>;
  revoke(id: string): Promise<void>;
  /** Calls a route with a key that may do everything, or with `headers`. */
  readonly call: Call;
}

const RETENTION_DAYS = 90;

/** Makes a bench. `hookRatePerMinute` 0 lifts the limit; `more` stands in the place of the bench's own parts. */
export async function deskBench(hookRatePerMinute = 0, more: Partial<DeskDeps> = {}): Promise<DeskBench> {
  const logger = pino({ level: process.env["HARK_TEST_LOG"] ?? "silent" });
  const bench = await appBench("http://127.0.0.1:4500", [workflowMigrations, migrations], logger);
  const { database, clock, accounts, orgId } = bench;
  await maintainPartitions(database, clock.now(), RETENTION_DAYS);
  const outside: OutsideRequest[] = [];
  const desk = await createDeskApp({
    ...bench.parts,
    outside: (request) => {
      outside.push(request);
      const body = request.body ?? "{}";
      return Promise.resolve({
        statusCode: 200,
        headers: {},
        body,
        error: undefined,
        refused: false,
        durationMs: 1,
      });
    },
    // What is sealed here is only to be unlike what went in.
    secrets: {
      seal: (text, owner) => Buffer.from(`${owner}:${text}`).reverse(),
      open: (sealed, owner) =>
        Buffer.from(sealed)
          .reverse()
          .toString()
          .slice(owner.length + 1),
    },
    webFiles: "/nowhere",
    hookRatePerMinute,
    formRatePerMinute: 0,
    hookMail: { domain: "hooks.test", host: "127.0.0.1", port: undefined },
    retentionDays: RETENTION_DAYS,
    ...more,
  });
  const key = (...roles: string[]): Promise<string> => bench.key("desk", roles);
  return {
    outside,
    desk,
    database,
    clock,
    orgId,
    key,
    revoke: async (id) => void (await accounts.revokeKey(orgId, id)),
    call: callerOf(desk.server, await key("org.admin")),
    close: async () => {
      await desk.server.close();
      await bench.close();
    },
  };
}
