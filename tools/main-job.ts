// `npm run main-job`: leaves a review on the running instance's shop and waits until it stands on the buyer's timeline in Desk.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const main = join(import.meta.dirname, "..", "apps", "hark", "src", "main.js");
const hark = (...args: string[]): string =>
  execFileSync(process.execPath, [main, ...args], { encoding: "utf8" }).trim();
const PATIENCE_MS = 15_000;

interface Status {
  readonly ready: boolean;
  readonly reviewsUrl: string;
  readonly deskUrl: string;
  readonly store: string;
  readonly product: { readonly productId: string; readonly variantId: string | null };
}

const status = JSON.parse(hark("status", "--json")) as Status;
const token = hark("desk", "key", "--name", "Main job", "--roles", "org.admin");
const email = `main-job-${Date.now()}@example.com`;
const review = {
  productId: status.product.productId,
  ...(status.product.variantId === null ? {} : { variantId: status.product.variantId }),
  rating: 5,
  title: "It arrived",
  body: "A review that goes all the way, from the shop to the desk.",
  name: "Main Job",
  email,
};
const answer = await fetch(`${status.reviewsUrl}/v1/stores/${status.store}/reviews`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(review),
});
if (answer.status !== 201)
  throw new Error(`the review was answered ${answer.status}: ${await answer.text()}`);
const { reviewId } = (await answer.json()) as { reviewId: string };
const answeredAt = performance.now();

const ask = async (path: string): Promise<unknown> => {
  const found = await fetch(status.deskUrl + path, { headers: { authorization: `Bearer ${token}` } });
  return found.ok ? ((await found.json()) as unknown) : undefined;
};
interface Customer {
  readonly data: { readonly id: string };
}
interface Timeline {
  readonly data: readonly { readonly kind: string; readonly attributes: { readonly externalId?: string } }[];
}

for (;;) {
  const customer = (await ask(`/v1/customers/email=${encodeURIComponent(email)}`)) as Customer | undefined;
  const timeline = customer
    ? ((await ask(`/v1/customers/${customer.data.id}/timeline`)) as Timeline | undefined)
    : undefined;
  if (timeline?.data.some((entry) => entry.attributes.externalId === reviewId)) break;
  if (performance.now() - answeredAt > PATIENCE_MS) throw new Error("the review did not arrive in Desk");
  await new Promise((resolve) => setTimeout(resolve, 5));
}
console.log(
  `the review stood on its buyer's timeline ${Math.round(performance.now() - answeredAt)} ms after its answer`,
);
