import type { Database } from "@hark/postgres";
import { readConfig } from "../config.ts";
import { openDataFolder } from "../data-folder.ts";
import { connect, openMigrated } from "../database.ts";
import { findInstance } from "../instance.ts";

/**
 * Runs `work` on the database of this data folder: of the running instance when there is one, else of a database server
 * that is started for the purpose and stopped behind it.
 */
export async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const config = readConfig(process.env);
  if (findInstance(config.dataDir)) {
    const database = connect(config);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
  openDataFolder(config.dataDir);
  return toItsEnd(async () => {
    const open = await openMigrated(config, "hark command line");
    try {
      return await work(open.database);
    } finally {
      await open.close(!open.embedded?.adopted);
    }
  });
}

/** Lets no signal end the process meanwhile: it would leave the server running that was started for the purpose. */
async function toItsEnd<Result>(work: () => Promise<Result>): Promise<Result> {
  const goOn = (): void => {};
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, goOn);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, goOn);
  }
}
