import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, type MigrationLine, migrate, openDatabase } from "@hark/postgres";
import { startEmbedded } from "@hark/postgres/embedded";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** A database server of the bench's own, as durable as the product's. */
export interface World {
  readonly database: Database;
  close(): Promise<void>;
}

/** Starts one with the given lines applied, and with settings beyond the product's. */
export async function makeWorld(
  lines: readonly MigrationLine[],
  settings: Readonly<Record<string, string>> = {},
): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), "hark-bench-"));
  const starting = startEmbedded({ directory: join(directory, "postgres"), settings });
  const stop = (): Promise<void> => starting.then((server) => server.stop()).catch(() => {});
  // A bench that is broken off takes its server and its folder with it. (A server whose folder is gone ends by itself.)
  const removeFolder = (): void => rmSync(directory, { recursive: true, force: true });
  const onSignal = (): void => {
    process.on("uncaughtException", () => {}); // what fails for want of the server is no news, and must not end this sooner
    void stop().finally(() => process.exit(130));
  };
  process.once("exit", removeFolder);
  for (const signal of SIGNALS) process.once(signal, onSignal);
  const server = await starting;
  const database = openDatabase({ url: server.url, poolSize: 10, applicationName: "hark bench" });
  await migrate(database, lines);
  return {
    database,
    close: async () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off("exit", removeFolder);
      await database.close();
      await stop();
      removeFolder();
    },
  };
}
