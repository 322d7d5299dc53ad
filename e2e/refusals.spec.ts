import { publishedExample } from "@hark/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, type HarkProcess, startHark } from "./hark-process.ts";
import { type Joined, join, submission } from "./join.ts";

let hark: HarkProcess;
let joined: Joined;
beforeAll(async () => {
  hark = await startHark({ HARK_SUBMISSION_RATE: "0" });
  joined = await join(hark);
});
afterAll(() => hark.remove());

const toHook = (token: string, body: unknown = publishedExample): Promise<Answer> =>
  hark.call("POST", joined.hookUrl, { token, body });

function refused(answer: Answer, status: number, where: object): void {
  expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(status);
  const [error] = answer.body.errors;
  expect(error).toMatchObject({ status, source: where });
  // A sentence that says what is wrong and what to do about it.
  expect(error.detail.length).toBeGreaterThan(20);
}

test("the published example is taken as it is, malformed time and all", async () => {
  expect((await toHook(joined.hookToken)).status).toBe(201);
});

test("a wrong key, a key of no use here, and a revoked key are told apart", async () => {
  const authorization = { parameter: "authorization" };
  refused(await toHook("hk_wrong"), 401, authorization);
  const other = await hark.call("POST", `${hark.deskUrl}/v1/api-keys`, {
    token: joined.deskToken,
    body: { name: "Reader", roles: ["org.permission.customer.read"] },
  });
  const reader: string = other.body.data.attributes.token;
  refused(await toHook(reader), 403, authorization);
  const gone = await hark.call("DELETE", `${hark.deskUrl}/v1/api-keys/${other.body.data.id}`, {
    token: joined.deskToken,
  });
  expect(gone.status).toBeLessThan(300);
  refused(await toHook(reader), 401, authorization);
});

test("a key that the hook does not name may not call it", async () => {
  const other = await hark.cli("desk", "key", "--name", "Other", "--roles", "org.hook");
  refused(await toHook(other), 403, { parameter: "authorization" });
});

test("an unknown hash is not found", async () => {
  const url = joined.hookUrl.replace(/.{64}$/, "0".repeat(64));
  refused(await hark.call("POST", url, { token: joined.hookToken, body: {} }), 404, { parameter: "hash" });
});

test("a body of 400,000 bytes is taken, one more is too large", async () => {
  const of = (bytes: number): string => `{"a":"${"x".repeat(bytes - 8)}"}`;
  expect((await toHook(joined.hookToken, of(400_000))).status).toBe(201);
  const answer = await toHook(joined.hookToken, of(400_001));
  expect(answer.status).toBe(413);
  expect(answer.body.errors[0].detail).toContain("400");
});

test("broken JSON is refused with its place, deep JSON by its depth", async () => {
  const broken = await toHook(joined.hookToken, '{"a": ');
  expect(broken.status).toBe(400);
  expect(broken.body.errors[0].detail).toMatch(/JSON/);
  const deep = `${'{"a":'.repeat(60)}1${"}".repeat(60)}`;
  const tooDeep = `${'{"a":'.repeat(70)}1${"}".repeat(70)}`;
  expect((await toHook(joined.hookToken, deep)).status).toBe(201);
  const answer = await toHook(joined.hookToken, tooDeep);
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0].detail).toMatch(/deep|nest/);
});

test("a review that is not right names each wrong field and the cure", async () => {
  refused(await joined.review({ rating: 6 }), 400, { pointer: "/rating" });
  refused(await joined.review({ productId: "nothing" }), 400, { pointer: "/productId" });
  refused(await joined.review({ email: "nobody" }), 400, { pointer: "/email" });
  refused(await joined.review({ attributes: [{ title: "Unknown", value: 1 }] }), 400, {
    pointer: "/attributes/0/title",
  });
  refused(await joined.review({ body: "x".repeat(20_001) }), 400, { pointer: "/body" });
  const both = await joined.review({ rating: 0, email: "" });
  expect(both.body.errors.map((error: { source: { pointer: string } }) => error.source.pointer)).toEqual(
    expect.arrayContaining(["/rating", "/email"]),
  );
});

test("nine megabytes of text are refused without being read to the end", async () => {
  const answer = await hark
    .call("POST", `${hark.reviewsUrl}/v1/stores/${joined.store}/reviews`, {
      body: { ...submission, body: "x".repeat(9_000_000) },
    })
    // The server may hang up while the rest is still on its way; either way the review is not taken.
    .catch(() => undefined);
  if (answer) expect(answer.status).toBe(413);
});

test("a key of one app opens nothing at the other", async () => {
  const answer = await hark.call("GET", `${hark.deskUrl}/v1/customers`, { token: joined.merchantToken });
  expect([401, 403]).toContain(answer.status);
});
