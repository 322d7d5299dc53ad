import { manualClock, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database, type MigrationLine } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import type { Logger } from "pino";
import { type Accounts, type App, migrations as accountsMigrations, createAccounts } from "../index.ts";

const SECRET = "a secret of the tests, long enough to be taken";

/** What an app stands on in tests: a database of its own, a clock set by hand, and an owner's organisation. */
export interface AppBench {
  readonly database: Database;
  readonly clock: ReturnType<typeof manualClock>;
  readonly accounts: Accounts;
  readonly orgId: string;
  readonly secret: string;
  /** What every app is made of. */
  readonly parts: ReturnType<typeof partsOf>;
  /** Makes a key of an organisation, by default the owner's. */
  key(app: App, roles: readonly string[], orgId?: string): Promise<string>;
  /** Ends what the bench began; the app itself is closed before. */
  close(): Promise<void>;
}

/** Makes a bench for an app at `origin` with the tables of `lines`, beside those of accounts. */
export async function appBench(
  origin: string,
  lines: readonly MigrationLine[],
  logger: Logger,
): Promise<AppBench> {
  const database = await testDatabase([accountsMigrations, ...lines]);
  const clock = manualClock(new Date().toISOString());
  const accounts = createAccounts({
    database,
    secret: SECRET,
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
  return {
    database,
    clock,
    accounts,
    orgId,
    secret: SECRET,
    parts: partsOf({ database, accounts, clock, origin, logger }),
    key: async (app, roles, of = orgId) =>
      (await accounts.createKey({ orgId: of, app, name: "Key", roles, createdBy: null })).token,
    close: async () => {
      await accounts.stop();
      await database.close();
    },
  };
}

interface Ground extends Pick<AppBench, "database" | "accounts" | "clock"> {
  readonly origin: string;
  readonly logger: Logger;
}

const partsOf = ({ database, accounts, clock, origin, logger }: Ground) => ({
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
});
