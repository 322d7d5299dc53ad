// Desk's real server, for the intake benchmark: `MODE=durable` as it is, `MODE=empty` with nothing behind the route that takes hooks in.
import type { AddressInfo } from "node:net";
import { createAccounts, firstOrganisation } from "@hark/accounts";
import { createDeskApp } from "@hark/desk-server";
import { randomHex, secureRandom, systemClock } from "@hark/kernel";
import { createLiveBus, type Database, openDatabase } from "@hark/postgres";
import { pino } from "pino";

const mode = process.env["MODE"] === "empty" ? "empty" : "durable";
const origin = "http://127.0.0.1:4500";
const database = openDatabase({ url: process.env["DATABASE_URL"] ?? "", applicationName: `bench ${mode}` });

/** Answers the statement that writes events as though it had stored each, and leaves every other one alone. */
const withoutWrites = (real: Database): Database => ({
  ...real,
  prepared: <Row extends object>(
    name: string,
    text: string,
    params: readonly unknown[] = [],
  ): Promise<Row[]> =>
    name === "workflow.publish"
      ? // As many rows as events: then each keeps its own id, and nobody looks at the rows.
        Promise.resolve(Array.from({ length: eventsIn(params) }, () => ({}) as Row))
      : real.prepared<Row>(name, text, params),
});

/** Each parameter is a column of the events; in PostgreSQL's binary form an array's length stands behind its dimensions, nulls and type. */
const eventsIn = (params: readonly unknown[]): number =>
  params.find((param) => Buffer.isBuffer(param))?.readInt32BE(12) ?? 0;

const live = createLiveBus(database);
const accounts = createAccounts({
  database,
  secret: randomHex(32, secureRandom),
  origins: [origin],
  clock: systemClock,
  random: secureRandom,
});
const refuse = (): never => {
  throw new Error("the intake benchmark seals nothing and calls nobody");
};
const desk = await createDeskApp({
  database: mode === "empty" ? withoutWrites(database) : database,
  live,
  accounts,
  clock: systemClock,
  random: secureRandom,
  logger: pino({ level: "warn" }, process.stderr),
  publicUrl: origin,
  trustedOrigins: [origin],
  trustProxy: false,
  version: "bench",
  webFiles: "/nowhere",
  hookRatePerMinute: 0,
  formRatePerMinute: 0,
  hookMail: { domain: "hooks.localhost", host: "127.0.0.1", port: undefined },
  retentionDays: 90,
  outside: refuse,
  secrets: { seal: refuse, open: refuse },
});
// Screens and other processes are told of transactions; without a database there is nobody to tell them through.
if (mode === "durable") await live.start();
await desk.server.listen({ host: "127.0.0.1", port: 0 });
const { port } = desk.server.server.address() as AddressInfo; // it listens on a TCP port
const url = `http://127.0.0.1:${port}`;
// Both servers of a run stand on one database, which has one owner.
const owned = await firstOrganisation(database);
const { orgId } = owned
  ? { orgId: owned.id }
  : await accounts.createOwner({
      organisation: "Bench",
      name: "Bench",
      email: "bench@example.com",
      password: randomHex(16, secureRandom),
    });
const keyWith = async (roles: readonly string[]): Promise<string> =>
  (await accounts.createKey({ orgId, app: "desk", name: "Bench", roles, createdBy: null })).token;
const made = await fetch(`${url}/v1/hooks/web`, {
  method: "POST",
  headers: { authorization: `Bearer ${await keyWith(["org.admin"])}`, "content-type": "application/json" },
  body: JSON.stringify({ title: "Bench" }),
});
const hook = (await made.json()) as { data: { id: string; attributes: { url: string } } };
process.on("disconnect", () => {
  void (async () => {
    await desk.server.close();
    await live.stop();
    await accounts.stop();
    await database.close();
    process.exit(0);
  })();
});
process.send?.({
  orgId,
  hookId: hook.data.id,
  url: url + new URL(hook.data.attributes.url).pathname,
  token: await keyWith(["org.hook"]),
});
