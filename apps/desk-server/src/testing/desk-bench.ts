import { migrations as accountsMigrations, createAccounts } from "@hark/accounts";
import { manualClock, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { maintainPartitions, migrations as workflowMigrations } from "@hark/workflow";
import { pino } from "pino";
import { createDeskApp, type DeskApp, migrations } from "../index.ts";

/** The whole of Desk over a database of its own, with an owner's organisation; nothing listens. */
export interface DeskBench {
  readonly desk: DeskApp;
  readonly database: Database;
  readonly clock: ReturnType<typeof manualClock>;
  readonly orgId: string;
  /** Makes a key with the given roles. */
  key(...roles: string[]): Promise<string>;
  revoke(id: string): Promise<void>;
  /** Calls a route with a key that may do everything, or with `headers`. */
  call(method: Method, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Answer {
  readonly status: number;
  // Tests look into answers freely; what they expect is checked by the expectation itself.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
}

const lines = [accountsMigrations, workflowMigrations, migrations];
const RETENTION_DAYS = 90;

/** Makes a bench. `hookRatePerMinute` 0 lifts the limit. */
export async function deskBench(hookRatePerMinute = 0): Promise<DeskBench> {
  const database = await testDatabase(lines);
  const clock = manualClock(new Date().toISOString());
  await maintainPartitions(database, clock.now(), RETENTION_DAYS);
  const logger = pino({ level: process.env["HARK_TEST_LOG"] ?? "silent" });
  const origin = "http://127.0.0.1:4500";
  const accounts = createAccounts({
    database,
    secret: "a secret of the tests, long enough to be taken",
    origins: [origin],
    clock,
    random: secureRandom,
  });
  const { orgId } = await accounts.createOwner({
    organisation: "Test",
    name: "Owner",
    email: "owner@example.com",
    password: "a long password",
  });
  const desk = await createDeskApp({
    database,
    live: createLiveBus(database),
    accounts,
    clock,
    random: secureRandom,
    logger,
    publicUrl: origin,
    trustedOrigins: [origin],
    trustProxy: false,
    version: "test",
    webFiles: "/nowhere",
    hookRatePerMinute,
    retentionDays: RETENTION_DAYS,
  });
  const key = async (...roles: string[]): Promise<string> => {
    const made = await accounts.createKey({ orgId, app: "desk", name: "Key", roles, createdBy: null });
    return made.token;
  };
  const all = await key("org.admin");
  return {
    desk,
    database,
    clock,
    orgId,
    key,
    revoke: async (id) => void (await accounts.revokeKey(orgId, id)),
    call: async (method, url, body, headers = { authorization: `Bearer ${all}` }) => {
      const answer = await desk.server.inject({
        method,
        url,
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: answer.body === "" ? undefined : JSON.parse(answer.body) };
    },
    close: async () => {
      await desk.server.close();
      await accounts.stop();
      await database.close();
    },
  };
}
