// DBOS Transact: a workflow of plain steps. (A step of one of its data sources, which commits its record with its effect, notes that record
// in the system database besides: one commit more for each step. The steps here change nothing when they are done again.)
import { DBOS } from "@dbos-inc/dbos-sdk";
import pg from "pg";
import {
  CREATE,
  createParams,
  databaseUrl,
  FILE,
  FIND,
  fileParams,
  findParams,
  measure,
  POOL,
} from "./work.mjs";

const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL });
const step = (name, text, values) =>
  DBOS.runStep(async () => (await pool.query({ name, text, values })).rows[0]?.id ?? null, { name });

const take = DBOS.registerWorkflow(
  async (event) => {
    const found = await step("find", FIND, findParams(event));
    const customerId = found ?? (await step("create", CREATE, createParams(event)));
    await step("file", FILE, fileParams(event, customerId));
  },
  { name: "take" },
);

DBOS.setConfig({
  name: "bench",
  systemDatabaseUrl: databaseUrl,
  systemDatabasePoolSize: POOL,
  logLevel: "error",
});
await DBOS.launch();
await measure("steps", take);
await DBOS.shutdown();
await pool.end();
process.exit(0);
