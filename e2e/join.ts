import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type Answer, type HarkProcess, until } from "./hark-process.ts";

/** A shop and a desk of a test, joined through the public APIs alone. */
export interface Joined {
  readonly store: string;
  readonly klass: string;
  readonly deskToken: string;
  readonly merchantToken: string;
  readonly hookToken: string;
  readonly hookKeyId: string;
  readonly hookUrl: string;
  readonly workflowId: string;
  review(more?: object): Promise<Answer>;
  /** The custom objects of the customer with this e-mail address; none when there is no such customer. */
  objectsOf(email: string): Promise<readonly { readonly attributes: { readonly externalId: string } }[]>;
  /** All of them, however many pages they are. */
  allObjectsOf(email: string): Promise<readonly { readonly attributes: { readonly externalId: string } }[]>;
  /** Waits until a customer has so many custom objects. */
  awaitObjects(email: string, count: number, ms?: number): Promise<void>;
}

let serial = 0;

/** Key, klass, hook, workflow, store, product, integration: what the guide has one do, by API. */
export async function join(
  hark: HarkProcess,
  through: (hookUrl: string) => string = (url) => url,
): Promise<Joined> {
  serial += 1;
  const store = `shop-${serial}`;
  const klass = `review-${serial}`;
  const deskToken = await hark.cli("desk", "key", "--name", "Test", "--roles", "org.admin");
  const merchantToken = await hark.cli("reviews", "key", "--name", "Test");
  const desk = (method: string, path: string, body?: unknown) =>
    hark.call(method, hark.deskUrl + path, { token: deskToken, ...(body === undefined ? {} : { body }) });
  const reviews = (method: string, path: string, body?: unknown) =>
    hark.call(method, hark.reviewsUrl + path, {
      token: merchantToken,
      ...(body === undefined ? {} : { body }),
    });

  const key = await desk("POST", "/v1/api-keys", { name: "Hark Reviews", roles: ["org.hook"] });
  const hookToken: string = key.body.data.attributes.token;
  const properties = {
    ratingNum: {},
    titleStr: {},
    bodyTxt: {},
    sentimentStr: {},
    submittedAt: {},
    recommendedBool: {},
  };
  expect((await desk("POST", "/v1/klasses", { name: klass, metadata: { properties } })).status).toBe(200);
  const hook = await desk("POST", "/v1/hooks/web", { title: "Reviews", apiKeys: [key.body.data.id] });
  const document = readDocument(hook.body.data.id, klass);
  const workflow = await desk("POST", "/v1/workflows", { ...document, enabled: true });
  expect(workflow.body).toMatchObject({ data: { attributes: { enabled: true } } });

  expect((await reviews("POST", "/v1/stores", { slug: store, name: "Test shop" })).status).toBe(201);
  const product = {
    productId: "1885452822491",
    productName: "Great Product",
    variants: [{ variantId: "17387480307827", variantName: "Variant Title", sku: "888888" }],
  };
  expect((await reviews("POST", `/v1/products?store=${store}`, product)).status).toBe(201);
  const hookUrl: string = hook.body.data.attributes.url;
  const saved = await reviews("PUT", `/v1/integrations/kustomer?store=${store}`, {
    enabled: true,
    apiKey: hookToken,
    apiUrl: through(hookUrl),
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);

  const objectsOf: Joined["objectsOf"] = async (email) => {
    const customer = await desk("GET", `/v1/customers/email=${encodeURIComponent(email)}`);
    if (customer.status === 404) return [];
    const path = `/v1/customers/${customer.body.data.id}/klasses/${klass}?pageSize=100`;
    return (await desk("GET", path)).body.data;
  };
  const allObjectsOf: Joined["allObjectsOf"] = async (email) => {
    const customer = await desk("GET", `/v1/customers/email=${encodeURIComponent(email)}`);
    if (customer.status === 404) return [];
    const objects: { attributes: { externalId: string } }[] = [];
    for (let page = 1; ; page += 1) {
      const path = `/v1/customers/${customer.body.data.id}/klasses/${klass}?pageSize=100&page=${page}`;
      const { data } = (await desk("GET", path)).body;
      objects.push(...data);
      if (data.length < 100) return objects;
    }
  };
  return {
    allObjectsOf,
    store,
    klass,
    deskToken,
    merchantToken,
    hookToken,
    hookKeyId: key.body.data.id,
    hookUrl,
    workflowId: workflow.body.data.id,
    review: (more = {}) =>
      hark.call("POST", `${hark.reviewsUrl}/v1/stores/${store}/reviews`, {
        body: { ...submission, ...more },
      }),
    objectsOf,
    awaitObjects: async (email, count, ms = 30_000) => {
      let seen = "none";
      await until(
        async () => {
          // A process that is on its way up may not answer yet: the next question may be answered.
          const objects = await objectsOf(email).catch((error: unknown) => String(error));
          seen = typeof objects === "string" ? objects : String(objects.length);
          return objects.length >= count && typeof objects !== "string" ? true : undefined;
        },
        ms,
        () => `${email} should have ${count} objects, there are: ${seen}`,
      );
    },
  };
}

/** A review as the storefront posts it. */
export const submission = {
  productId: "1885452822491",
  variantId: "17387480307827",
  rating: 4,
  title: "My New Favourite Product",
  body: "I cannot believe how much I love this item.",
  isRecommended: true,
  name: "Reviewer McGee",
  email: "reviewer.mcgee@example.com",
  countryCode: "AU",
};

function readDocument(hookId: string, klass: string): object {
  const file = new URL("../packages/workflow/src/core/fixtures/01-file-review.json", import.meta.url);
  const text = readFileSync(file, "utf8")
    .replaceAll("HOOK_ID", hookId)
    .replaceAll('"klassName": "review"', `"klassName": "${klass}"`);
  return JSON.parse(text) as object;
}
