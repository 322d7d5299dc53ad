import { createServer, type Server } from "@hark/http";
import { manualClock, secureRandom } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Accounts, createAccounts, migrations } from "./index.ts";

const ORIGIN = "http://127.0.0.1:4500";
const owner = {
  organisation: "Birch & Tide",
  name: "Owner",
  email: "owner@example.com",
  password: "a long password",
};
let database: Database;
let accounts: Accounts;
let desk: Server;
let reviews: Server;
let orgId: string;
const clock = manualClock(new Date().toISOString());

beforeAll(async () => {
  database = await testDatabase([migrations]);
  accounts = createAccounts({
    database,
    secret: "a secret of the tests, long enough to be taken",
    origins: [ORIGIN],
    clock,
    random: secureRandom,
  });
  desk = await serve("desk");
  reviews = await serve("reviews");
});
afterAll(async () => {
  await Promise.all([desk.close(), reviews.close()]);
  await accounts.stop();
  await database.close();
});
// Whatever was cached of keys is too old to be used again.
beforeEach(() => clock.advance(60_000));

async function serve(app: "desk" | "reviews"): Promise<Server> {
  const server = await createServer({
    title: app,
    description: "",
    version: "1",
    logger: pino({ level: "silent" }),
    trustedOrigins: [ORIGIN],
    authenticate: accounts.authenticate,
    authorize: accounts.authorize,
  });
  await accounts.register(server, app);
  server.get("/hook", { config: { access: { roles: ["org.hook", "org.hooks"] } } }, async (request) => ({
    name: request.actor?.name,
  }));
  return server;
}

const withKey = (server: Server, token: string, remoteAddress = "127.0.0.1") =>
  server.inject({ url: "/hook", headers: { authorization: `Bearer ${token}` }, remoteAddress });
const makeKey = (more: Partial<Parameters<Accounts["createKey"]>[0]> = {}) =>
  accounts.createKey({ orgId, app: "desk", name: "Key", roles: ["org.hook"], createdBy: null, ...more });

test("the first run makes the owner, once: whoever comes second is too late", async () => {
  expect((await desk.inject("/v1/setup")).json()).toEqual({ needed: true });
  const short = await desk.inject({
    method: "POST",
    url: "/v1/setup",
    payload: { ...owner, password: "short" },
  });
  expect(short.json().errors[0]).toMatchObject({ status: 400, source: { pointer: "/password" } });
  const answers = await Promise.all(
    [1, 2, 3].map(() => desk.inject({ method: "POST", url: "/v1/setup", payload: owner })),
  );
  expect(answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  orgId = answers.find((answer) => answer.statusCode === 201)?.json().organisationId;
  expect((await desk.inject("/v1/setup")).json()).toEqual({ needed: false });
});

async function signIn(password = owner.password) {
  return desk.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    headers: { origin: ORIGIN },
    payload: { email: owner.email, password },
  });
}
const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>): string =>
  answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ");

test("one sign-in is good for both apps, and is over for both at once", async () => {
  expect((await signIn("a wrong password")).statusCode).toBe(401);
  const signedIn = await signIn();
  expect(signedIn.statusCode).toBe(200);
  expect(signedIn.cookies[0]).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const cookie = cookieOf(signedIn);
  for (const server of [desk, reviews]) {
    const me = await server.inject({ url: "/v1/me", headers: { cookie } });
    expect(me.json()).toMatchObject({ kind: "user", name: "Owner", organisation: { name: "Birch & Tide" } });
  }
  const out = await desk.inject({
    method: "POST",
    url: "/api/auth/sign-out",
    headers: { cookie, origin: ORIGIN },
  });
  expect(out.statusCode, out.body).toBe(200);
  clock.advance(60_000);
  expect((await reviews.inject({ url: "/v1/me", headers: { cookie } })).statusCode).toBe(401);
});

test("a page of another site may not use a session", async () => {
  const cookie = cookieOf(await signIn());
  const create = (origin: string) =>
    desk.inject({
      method: "POST",
      url: "/v1/api-keys",
      headers: { cookie, origin },
      payload: { name: "Key", roles: ["org.hook"] },
    });
  expect((await create("https://evil.example")).statusCode).toBe(403);
  expect((await create(ORIGIN)).statusCode).toBe(201);
});

test("a key works by its token, which is kept as a hash and shown once", async () => {
  const { row, token } = await makeKey({ name: "Hark Reviews" });
  expect((await withKey(desk, token)).json()).toEqual({ name: "Hark Reviews" });
  const stored = await database.all("select * from accounts.api_keys where org_id = $1 and id = $2", [
    orgId,
    row.id,
  ]);
  expect(JSON.stringify(stored)).not.toContain(token);
  expect(row.last_chars).toBe(token.slice(-4));
  const listed = await accounts.listKeys(orgId, "desk");
  expect(JSON.stringify(listed)).not.toContain(token);
});

test("both names of the hook permission are one; other roles do not do, the administrator's does", async () => {
  const status = async (roles: string[]): Promise<number> =>
    (await withKey(desk, (await makeKey({ roles })).token)).statusCode;
  expect(await status(["org.hook"])).toBe(200);
  expect(await status(["org.hooks"])).toBe(200);
  expect(await status(["org.admin"])).toBe(200);
  expect(await status(["org.permission.customer.read"])).toBe(403);
});

test("an unknown role is refused when the key is made", async () => {
  await expect(makeKey({ roles: ["org.everything"] })).rejects.toThrow(/org.everything/);
});

test("a revoked key stops at once, an expired one at its hour", async () => {
  const revoked = await makeKey();
  expect((await withKey(desk, revoked.token)).statusCode).toBe(200);
  expect(await accounts.revokeKey(orgId, revoked.row.id)).toBe(true);
  expect((await withKey(desk, revoked.token)).statusCode).toBe(401);
  expect(await accounts.revokeKey(orgId, revoked.row.id)).toBe(false);

  const short = await makeKey({ expiresInDays: 1 });
  expect((await withKey(desk, short.token)).statusCode).toBe(200);
  clock.advance(25 * 3_600_000);
  expect((await withKey(desk, short.token)).statusCode).toBe(401);
});

test("a key that names networks works from those alone", async () => {
  const { token } = await makeKey({ cidrs: ["10.1.0.0/16"] });
  expect((await withKey(desk, token, "10.1.2.3")).statusCode).toBe(200);
  expect((await withKey(desk, token, "10.2.2.3")).statusCode).toBe(403);
});

test.each(["Basic abc", "Bearer", "hk_x", "Bearer  "])("%j is no key", async (authorization) => {
  const answer = await desk.inject({ url: "/hook", headers: { authorization } });
  expect(answer.statusCode).toBe(401);
  expect(answer.json().errors[0].source).toEqual({ parameter: "authorization" });
});
