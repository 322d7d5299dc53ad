import { type Actor, createServer, type Server } from "@hark/http";
import { manualClock, secureRandom } from "@hark/kernel";
import { type Database, type LiveMessage } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import type { EmittedEvent } from "@hark/workflow";
import { pino } from "pino";
import { recordFeatures } from "./index.ts";

export const ORG = "0".repeat(23) + "1";
export const OTHER_ORG = "0".repeat(23) + "2";
const deskLine = { schema: "desk", directory: new URL("../../migrations/", import.meta.url) };

/** Desk's records over a database of their own: two organisations, each with a key that may do everything. */
export interface RecordBench {
  readonly server: Server;
  readonly database: Database;
  readonly clock: ReturnType<typeof manualClock>;
  /** What screens were told. */
  readonly told: LiveMessage[];
  /** What happened to records through the API. */
  readonly heard: EmittedEvent[];
  /** Calls a route as the first organisation's key, or as another one's. */
  call(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    body?: unknown,
    key?: string,
  ): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  // Tests look into answers freely; what they expect is checked by the expectation itself.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
}

const keys: Record<string, Pick<Actor, "orgId" | "roles">> = {
  all: { orgId: ORG, roles: ["org.admin"] },
  other: { orgId: OTHER_ORG, roles: ["org.admin"] },
  hook: { orgId: ORG, roles: ["org.hook"] },
};

/** Makes a bench. Close its database at the end. */
export async function recordBench(): Promise<RecordBench> {
  const database = await testDatabase([deskLine]);
  const clock = manualClock("2026-01-31T09:30:00.000Z");
  const told: LiveMessage[] = [];
  const heard: EmittedEvent[] = [];
  const server = await createServer({
    title: "Desk",
    description: "",
    version: "1",
    logger: pino({ level: "silent" }),
    trustedOrigins: [],
    authenticate: async ({ headers }) => {
      const key = keys[headers.authorization?.slice("Bearer ".length) ?? ""];
      return key ? { kind: "key", id: "f".repeat(24), name: "Key", ...key } : null;
    },
    authorize: (actor, anyOf) => actor.roles.some((role) => role === "org.admin" || anyOf.includes(role)),
  });
  recordFeatures(server, {
    database,
    clock,
    random: secureRandom,
    live: { publish: (orgId, topic, data = {}) => void told.push({ orgId, topic, data }) },
    events: {
      write: async (_tx, _orgId, events) => heard.push(...events) > 0,
      wake: () => undefined,
    },
    workflowNames: async (_orgId, ids) => new Map(ids.map((id) => [id, `Workflow ${id}`])),
  });
  return {
    server,
    database,
    clock,
    told,
    heard,
    call: async (method, url, body, key = "all") => {
      const answer = await server.inject({
        method,
        url,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
    },
  };
}
