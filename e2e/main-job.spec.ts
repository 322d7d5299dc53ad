import { afterAll, beforeAll, expect, test } from "vitest";
import { type HarkProcess, startHark, until } from "./hark-process.ts";
import { type Joined, join } from "./join.ts";

let hark: HarkProcess;
let joined: Joined;
beforeAll(async () => {
  hark = await startHark();
  joined = await join(hark);
});
afterAll(() => hark.remove());

test("a review is filed on its buyer's timeline, by the public APIs alone", async () => {
  const answer = await joined.review();
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(answer.body.displayName).toBe("Reviewer M.");
  await joined.awaitObjects("reviewer.mcgee@example.com", 1);
  const [object] = await joined.objectsOf("reviewer.mcgee@example.com");
  expect(object).toMatchObject({
    attributes: {
      externalId: answer.body.reviewId,
      custom: { ratingNum: 4, recommendedBool: true },
      data: { review: { source: "write-review-button", languageCode: "en", sentiment: "positive" } },
    },
  });
});

test("a hundred reviews of one new buyer at once make one customer and a hundred objects", async () => {
  const email = "burst@example.com";
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      hark.call("POST", `${hark.reviewsUrl}/v1/stores/${joined.store}/reviews`, {
        token: joined.merchantToken,
        body: {
          productId: "1885452822491",
          rating: 5,
          title: `Number ${at}`,
          body: "Just what I was looking for.",
          name: "Burst Buyer",
          email,
        },
      }),
    ),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
  await joined.awaitObjects(email, 100);
  const objects = await joined.objectsOf(email);
  expect(new Set(objects.map((object) => object.attributes.externalId)).size).toBe(100);
});

test("the demo is joined: status names a store and a product, and its desk has customers with a timeline", async () => {
  const status = JSON.parse(await hark.cli("status", "--json"));
  expect(status).toMatchObject({ ready: true, store: "demo", product: { productId: "1885452822491" } });
  expect(status.rssMb).toBeLessThan(300);
  const token = joined.deskToken;
  const customer = await hark.call("GET", `${hark.deskUrl}/v1/customers/email=reviewer.mcgee%40example.com`, {
    token,
  });
  const id: string = customer.body.data.id;
  const timeline = await hark.call("GET", `${hark.deskUrl}/v1/customers/${id}/timeline`, { token });
  expect(timeline.body.data.some((entry: { kind: string }) => entry.kind === "kobject")).toBe(true);
});

test("a link of a request asks once, and what it brings says that it came by mail", async () => {
  const { store, merchantToken: token } = joined;
  const order = {
    orderId: "#1205",
    customer: { name: "Asked Buyer", email: "asked@example.com" },
    lines: [{ productId: "1885452822491" }],
  };
  await hark.call("POST", `${hark.reviewsUrl}/v1/orders?store=${store}`, { token, body: order });
  const made = await hark.call("POST", `${hark.reviewsUrl}/v1/requests?store=${store}`, {
    token,
    body: { orderId: "#1205", productId: "1885452822491", send: true },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const requestToken = new URL(made.body.url).pathname.split("/").pop();
  const page = await fetch(`${made.body.url}?rating=5`);
  expect(page.status).toBe(200);

  const asked = { requestToken, name: "Asked Buyer", email: "asked@example.com" };
  expect((await joined.review(asked)).status).toBe(201);
  expect((await joined.review(asked)).status).toBe(400);
  await joined.awaitObjects("asked@example.com", 1);
  const [object] = await joined.objectsOf("asked@example.com");
  expect(object).toMatchObject({
    attributes: { data: { orderId: "#1205", review: { source: "review-request-email" } } },
  });
  await until(
    async () => {
      const mailbox = await (await fetch(`${hark.reviewsUrl}/mailbox`)).text();
      return mailbox.includes("asked@example.com") || undefined;
    },
    20_000,
    () => "the mail did not come",
  );
});
