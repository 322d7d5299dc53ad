// Node-RED: an HTTP node, three function nodes with a switch between them, an answer. It keeps no record of runs: not durable.
import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import RED from "node-red";
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
const work = {
  find: (event) => query("find", FIND, findParams(event)),
  create: (event) => query("create", CREATE, createParams(event)),
  file: (event, customerId) => query("file", FILE, fileParams(event, customerId)),
};

const step = (id, code, wires) => ({ id, type: "function", z: "t", func: code, outputs: 1, wires: [wires] });
const flows = [
  { id: "t", type: "tab", label: "bench" },
  { id: "in", type: "http in", z: "t", url: "/reviews", method: "post", wires: [["find"]] },
  step("find", 'msg.customerId = await global.get("work").find(msg.payload); return msg;', ["branch"]),
  {
    id: "branch",
    type: "switch",
    z: "t",
    property: "customerId",
    propertyType: "msg",
    rules: [{ t: "nnull" }, { t: "else" }],
    checkall: "false",
    outputs: 2,
    wires: [["file"], ["create"]],
  },
  step("create", 'msg.customerId = await global.get("work").create(msg.payload); return msg;', ["file"]),
  step("file", 'await global.get("work").file(msg.payload, msg.customerId); msg.payload = {}; return msg;', [
    "out",
  ]),
  { id: "out", type: "http response", z: "t", statusCode: "200", wires: [] },
];
const userDir = join(process.cwd(), "node-red-data");
mkdirSync(userDir, { recursive: true });
const server = http.createServer((request, response) => RED.httpNode(request, response));
RED.init(server, {
  userDir,
  flowFile: "flows.json",
  httpAdminRoot: false,
  httpNodeRoot: "/",
  functionGlobalContext: { work },
  logging: { console: { level: "error" } },
  telemetry: { enabled: false },
});
writeFileSync(join(userDir, "flows.json"), JSON.stringify(flows));
await RED.start();
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address();
const post = poster(http, port);
const take = (event) => post("/reviews", event);
await untilItWorks(take);
await measure("http", take);
process.exit(0);
