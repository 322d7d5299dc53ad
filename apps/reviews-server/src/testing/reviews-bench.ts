import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations as accountsMigrations, createAccounts } from "@hark/accounts";
import { manualClock, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { testDatabase } from "@hark/postgres/testing";
import { maintainPartitions, migrations as webhooksMigrations } from "@hark/webhooks";
import { pino } from "pino";
import { createReviewsApp, migrations, type ReviewsApp } from "../index.ts";

/** The whole of Reviews over a database of its own, with one store that has one product; nothing listens. */
export interface ReviewsBench {
  readonly reviews: ReviewsApp;
  readonly database: Database;
  readonly clock: ReturnType<typeof manualClock>;
  readonly orgId: string;
  readonly store: string;
  readonly product: { readonly productId: string; readonly variantId: string };
  /** Calls a route with the merchant's key, or with `headers`. */
  call(method: Method, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Leaves a review as a shopper does; `more` is laid over a plain one. */
  submit(more?: object): Promise<Answer>;
  /** A key of another organisation. */
  strangersKey(): Promise<string>;
  close(): Promise<void>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Answer {
  readonly status: number;
  // Tests look into answers freely; what they expect is checked by the expectation itself.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
}

const lines = [accountsMigrations, webhooksMigrations, migrations];
const RETENTION_DAYS = 90;

/** Makes a bench. Submissions are not limited unless it is said. */
export async function reviewsBench(
  limits: { readonly submissionsPerMinute?: number } = {},
): Promise<ReviewsBench> {
  const database = await testDatabase(lines);
  const clock = manualClock(new Date().toISOString());
  await maintainPartitions(database, clock.now(), RETENTION_DAYS);
  const mediaDir = await mkdtemp(join(tmpdir(), "hark-media-"));
  const origin = "http://127.0.0.1:4400";
  const accounts = createAccounts({
    database,
    secret: "a secret of the tests, long enough to be taken",
    origins: [origin],
    clock,
    random: secureRandom,
  });
  const { orgId } = await accounts.createOwner({
    organisation: "Test",
    name: "Owner",
    email: "owner@example.com",
    password: "a long password",
  });
  const makeKey = async (of: string): Promise<string> => {
    const key = {
      orgId: of,
      app: "reviews" as const,
      name: "Key",
      roles: ["reviews.admin"],
      createdBy: null,
    };
    return (await accounts.createKey(key)).token;
  };
  const token = await makeKey(orgId);
  const reviews = await createReviewsApp({
    database,
    live: createLiveBus(database),
    accounts,
    clock,
    random: secureRandom,
    logger: pino({ level: process.env["HARK_TEST_LOG"] ?? "silent" }),
    publicUrl: origin,
    trustedOrigins: [origin],
    trustProxy: false,
    version: "test",
    adminFiles: "/nowhere",
    widgetFiles: "/nowhere",
    mediaDir,
    secret: "a secret of the tests, long enough to be taken",
    mail: { smtpUrl: "smtp://127.0.0.1:1", from: "Test <test@example.com>" },
    isLocal: true,
    allowReceivers: [],
    submissionsPerMinute: limits.submissionsPerMinute ?? 0,
    retentionDays: RETENTION_DAYS,
  });
  const call: ReviewsBench["call"] = async (
    method,
    url,
    body,
    headers = { authorization: `Bearer ${token}` },
  ) => {
    const isBytes = Buffer.isBuffer(body);
    const answer = await reviews.server.inject({
      method,
      url,
      headers: {
        ...(body === undefined || isBytes ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { payload: isBytes || typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: answer.body === "" ? undefined : JSON.parse(answer.body) };
  };
  const store = `shop-${orgId.slice(-6)}`;
  const product = { productId: "1885452822491", variantId: "17387480307827" };
  await call("POST", "/v1/stores", { slug: store, name: "Test shop" });
  await call("POST", "/v1/products", {
    productId: product.productId,
    productName: "Great Product",
    imageUrl: "/shop/product.svg",
    variants: [{ variantId: product.variantId, variantName: "Variant Title", sku: "888888" }],
  });
  const plain = {
    ...product,
    rating: 4,
    title: "My New Favourite Product",
    body: "I cannot believe how much I love this item.",
    name: "Reviewer McGee",
    email: "reviewer.mcgee@example.com",
  };
  return {
    reviews,
    database,
    clock,
    orgId,
    store,
    product,
    call,
    submit: (more = {}) => call("POST", `/v1/stores/${store}/reviews`, { ...plain, ...more }, {}),
    strangersKey: () => makeKey("e".repeat(24)),
    close: async () => {
      await reviews.server.close();
      for (const service of reviews.services) await service.stop();
      await accounts.stop();
      await database.close();
      await rm(mediaDir, { recursive: true, force: true });
    },
  };
}
