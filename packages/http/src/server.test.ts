import { HarkError } from "@hark/kernel";
import { longestHold } from "@hark/kernel/testing";
import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { actorOf } from "./actor.ts";
import { createServer, type Server } from "./server.ts";

async function build(register: (server: Server) => void): Promise<Server> {
  const server = await createServer({
    title: "Test",
    description: "",
    version: "1",
    logger: pino({ level: "silent" }),
    trustedOrigins: ["http://127.0.0.1:4500"],
    authenticate: async ({ headers }) => {
      if (headers.cookie) return { kind: "user", id: "u", name: "User", orgId: "o", roles: ["reader"] };
      if (!headers.authorization) return null;
      if (headers.authorization !== "Bearer good") throw new HarkError("unauthorized", "no such key");
      return { kind: "key", id: "k", name: "Key", orgId: "o", roles: ["reader"] };
    },
    authorize: (actor, anyOf) => actor.roles.some((role) => anyOf.includes(role)),
  });
  register(server);
  return server;
}

const withRoutes = (): Promise<Server> =>
  build((server) => {
    server.get(
      "/read",
      { config: { access: { roles: ["reader"] } } },
      async (request) => actorOf(request).id,
    );
    server.post("/write", { config: { access: { roles: ["writer"] } } }, async () => "written");
    server.post("/member", { config: { access: "member" } }, async () => "changed");
    server.get("/missing", { config: { access: "public" } }, async () => {
      throw new HarkError("notfound", "no such customer", { parameter: "email" });
    });
    server.get("/broken", { config: { access: "public" } }, async () => {
      throw new Error("password=hunter2");
    });
    const body = z.strictObject({ rating: z.int().min(1).max(5), name: z.string() });
    server.post(
      "/rate",
      { config: { access: "public" }, schema: { body }, bodyLimit: 2_000 },
      async (request) => request.body,
    );
  });

test.each([
  ["nothing", {}],
  ["its facts", { meta: { page: 1, next: undefined }, links: { self: "/list" } }],
])("a list is answered with %s, whatever its entries are", async (_what, facts) => {
  const data = [{ id: "1", at: new Date(0), none: undefined }, "text", null, undefined, [1, { a: "ä" }]];
  async function* oneByOne() {
    yield* data;
  }
  const server = await build((made) => {
    made.get("/list", { config: { access: "public" } }, async () => ({ ...facts, data }));
    made.get("/read", { config: { access: "public" } }, async () => ({ ...facts, data: oneByOne() }));
    made.get("/empty", { config: { access: "public" } }, async () => ({ ...facts, data: [] }));
  });
  const answer = await server.inject("/list");
  expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(answer.json()).toEqual(JSON.parse(JSON.stringify({ ...facts, data })));
  expect((await server.inject("/read")).body).toBe(answer.body);
  expect((await server.inject("/empty")).json()).toEqual(JSON.parse(JSON.stringify({ ...facts, data: [] })));
});

test("a list of large entries is written in turns with everybody else, and arrives whole", async () => {
  const data = Array.from({ length: 60 }, (_, at) => ({
    at,
    texts: Array.from({ length: 20_000 }, (_, n) => `text ${n}`),
  }));
  const server = await build((made) => {
    made.get("/list", { config: { access: "public" } }, async () => ({ data, meta: { total: 60 } }));
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  const hold = await longestHold(async () => {
    const { body } = await fetch(`${address}/list`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body ?? []) chunks.push(chunk);
    return chunks;
  });
  await server.close();
  expect(JSON.parse(Buffer.concat(hold.result).toString())).toEqual({ data, meta: { total: 60 } });
  // Written at once it is one block.
  expect(hold.longestMs).toBeLessThan(hold.allMs / 4);
});

test("a route that checks its answers still does", async () => {
  const response = { 200: z.object({ data: z.array(z.object({ id: z.string() })) }) };
  const server = await build((made) => {
    const config = { access: "public" } as const;
    made.get("/checked", { config, schema: { response } }, async () => ({
      data: [{ id: "1", secret: "s" }],
    }));
  });
  expect((await server.inject("/checked")).json()).toEqual({ data: [{ id: "1" }] });
});

test("a route that does not say who may call it stops the start", async () => {
  await expect(build((server) => void server.get("/open", async () => "hello"))).rejects.toThrow(
    "does not say who may call it",
  );
});

test.each([
  ["no key", {}, "/read", 401],
  ["a wrong key", { authorization: "Bearer bad" }, "/read", 401],
  ["a key with the role", { authorization: "Bearer good" }, "/read", 200],
])("%s gets its status", async (_who, headers, url, status) => {
  const server = await withRoutes();
  expect((await server.inject({ method: "GET", url, headers })).statusCode).toBe(status);
});

test("a key without the role is told which roles would do", async () => {
  const server = await withRoutes();
  const answer = await server.inject({
    method: "POST",
    url: "/write",
    headers: { authorization: "Bearer good" },
  });
  expect(answer.statusCode).toBe(403);
  expect(answer.json().errors[0].detail).toContain("writer");
});

test.each([
  ["another site's page", { cookie: "s", origin: "https://evil.example" }, 403],
  ["the app's own page", { cookie: "s", origin: "http://127.0.0.1:4500" }, 200],
  ["a key, from anywhere", { authorization: "Bearer good", origin: "https://evil.example" }, 200],
])("a change asked for by %s", async (_who, headers, status) => {
  const server = await withRoutes();
  expect((await server.inject({ method: "POST", url: "/member", headers })).statusCode).toBe(status);
});

test("a missing record is answered in the field's own shape", async () => {
  const server = await withRoutes();
  const answer = await server.inject("/missing");
  expect(answer.json()).toEqual({
    errors: [
      {
        status: 404,
        code: "notfound",
        title: "Not Found",
        detail: "no such customer",
        source: { parameter: "email" },
      },
    ],
  });
});

test("a defect tells the caller nothing but the request's id", async () => {
  const server = await withRoutes();
  const answer = await server.inject("/broken");
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain("hunter2");
});

test("every fault of a body is named with its field", async () => {
  const server = await withRoutes();
  const answer = await server.inject({ method: "POST", url: "/rate", payload: { rating: 6 } });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().errors.map((error: { source: { pointer: string } }) => error.source.pointer)).toEqual([
    "/rating",
    "/name",
  ]);
});

test.each([
  ["broken JSON", '{"rating": 5,,}', 400],
  ["nesting deeper than 64", "[".repeat(65) + "]".repeat(65), 400],
  ["a body over the limit", `"${"x".repeat(2_000)}"`, 413],
])("%s gets its status and a cure", async (_what, payload, status) => {
  const server = await withRoutes();
  const answer = await server.inject({
    method: "POST",
    url: "/rate",
    payload,
    headers: { "content-type": "application/json" },
  });
  expect(answer.statusCode).toBe(status);
  expect(answer.json().errors[0]).toMatchObject({
    status,
    detail: expect.stringMatching(/send|flatten|correct/),
  });
});

test("brackets inside of text do not count as nesting", async () => {
  const server = await withRoutes();
  const answer = await server.inject({
    method: "POST",
    url: "/rate",
    payload: { rating: 5, name: '[{"\\"'.repeat(80) },
  });
  expect(answer.statusCode).toBe(200);
});

test("every answer has the security headers, errors too, and a route may ask for others", async () => {
  const server = await build((made) => {
    const protection = {
      contentSecurityPolicy: { useDefaults: false as const, directives: { defaultSrc: ["'none'"] } },
      frameguard: { action: "sameorigin" as const },
    };
    made.get("/framed", { config: { access: "public", protection } }, async () => "mail");
  });
  for (const url of ["/healthz", "/nothing"]) {
    const { headers } = await server.inject({ url });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "cross-origin",
    });
    expect(headers).not.toHaveProperty("strict-transport-security");
  }
  const framed = await server.inject({ url: "/framed" });
  expect(framed.headers["content-security-policy"]).toBe("default-src 'none'");
  expect(framed.headers["x-content-type-options"]).toBe("nosniff");
  const docs = await server.inject({ url: "/docs/" });
  expect(docs.headers).not.toHaveProperty("content-security-policy");
});
