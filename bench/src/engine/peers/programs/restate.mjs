// Restate: its server from npm, a handler with three durable steps in this process, called over the server's ingress.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { arch, platform } from "node:os";
import { join } from "node:path";
import * as restate from "@restatedev/restate-sdk";
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
  poster,
  untilItWorks,
} from "./work.mjs";

const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL });
const query = async (name, text, values) => (await pool.query({ name, text, values })).rows[0]?.id ?? null;

const reviews = restate.service({
  name: "reviews",
  handlers: {
    take: async (ctx, event) => {
      const found = await ctx.run("find", () => query("find", FIND, findParams(event)));
      const customerId =
        found ?? (await ctx.run("create", () => query("create", CREATE, createParams(event))));
      await ctx.run("file", () => query("file", FILE, fileParams(event, customerId)));
    },
  },
});

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
const [servicePort, ingressPort, adminPort, nodePort] = [
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
];
// A line for each invocation would be measured too.
const logger = () => {};
await restate.serve({ services: [reviews], port: servicePort, logger });

// Its package starts it through a script of its own, which a signal would end and leave the server alone.
const binary = join(
  "node_modules",
  "@restatedev",
  `restate-server-${platform()}-${arch()}`,
  "bin",
  "restate-server",
);
if (!existsSync(binary)) throw new Error(`no Restate server for ${platform()} ${arch()} came with npm`);
const server = spawn(
  binary,
  ["--no-logo", "--base-dir", mkdtempSync("restate-data-"), "--listen-mode", "tcp"],
  {
    env: {
      ...process.env,
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingressPort}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${adminPort}`,
      RESTATE_BIND_ADDRESS: `127.0.0.1:${nodePort}`,
      RESTATE_LOG_FILTER: "error",
      RESTATE_DISABLE_TELEMETRY: "true",
      DO_NOT_TRACK: "1",
    },
    stdio: ["ignore", "inherit", "inherit"],
  },
);
process.on("exit", () => server.kill("SIGKILL"));
process.on("SIGTERM", () => process.exit(1));

const admin = poster(http, adminPort);
const ingress = poster(http, ingressPort);
const take = (event) => ingress("/reviews/take", event);
await untilItWorks(() => admin("/deployments", { uri: `http://127.0.0.1:${servicePort}` }));
await untilItWorks(take);
await measure("ingress", take);
process.exit(0);
