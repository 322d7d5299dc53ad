import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, type AppBench, appBench, type Call, callerOf } from "@hark/accounts/testing";
import { maintainPartitions, migrations as webhooksMigrations } from "@hark/webhooks";
import { pino } from "pino";
import { createReviewsApp, migrations, type ReviewsApp } from "../index.ts";

/** The whole of Reviews over a database of its own, with one store that has one product; nothing listens. */
export interface ReviewsBench extends Pick<AppBench, "database" | "clock" | "orgId" | "close"> {
  readonly reviews: ReviewsApp;
  readonly store: string;
  readonly product: { readonly productId: string; readonly variantId: string };
  /** Calls a route with the merchant's key, or with `headers`. */
  readonly call: Call;
  /** Leaves a review as a shopper does; `more` is laid over a plain one. */
  submit(more?: object): Promise<Answer>;
  /** A key of another organisation. */
  strangersKey(): Promise<string>;
}

const RETENTION_DAYS = 90;
const ROLES = ["reviews.admin"];

/** Makes a bench. Submissions are not limited unless it is said. */
export async function reviewsBench(
  limits: { readonly submissionsPerMinute?: number } = {},
): Promise<ReviewsBench> {
  const logger = pino({ level: process.env["HARK_TEST_LOG"] ?? "silent" });
  const bench = await appBench("http://127.0.0.1:4400", [webhooksMigrations, migrations], logger);
  const { database, clock, orgId } = bench;
  await maintainPartitions(database, clock.now(), RETENTION_DAYS);
  const mediaDir = await mkdtemp(join(tmpdir(), "hark-media-"));
  const reviews = await createReviewsApp({
    ...bench.parts,
    adminFiles: "/nowhere",
    widgetFiles: "/nowhere",
    mediaDir,
    secret: bench.secret,
    mail: { smtpUrl: "smtp://127.0.0.1:1", from: "Test <test@example.com>" },
    isLocal: true,
    allowReceivers: [],
    submissionsPerMinute: limits.submissionsPerMinute ?? 0,
    retentionDays: RETENTION_DAYS,
  });
  const call = callerOf(reviews.server, await bench.key("reviews", ROLES));
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
    strangersKey: () => bench.key("reviews", ROLES, "e".repeat(24)),
    close: async () => {
      await reviews.server.close();
      for (const service of reviews.services) await service.stop();
      await bench.close();
      await rm(mediaDir, { recursive: true, force: true });
    },
  };
}
