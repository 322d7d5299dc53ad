import { startCatcher } from "@hark/webhooks/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReviewsBench, reviewsBench } from "../../testing/reviews-bench.ts";
import type { OutgoingMail } from "../requests/mailer.ts";
import { stoppedTasks } from "./stopped-mail.ts";

let bench: ReviewsBench;
beforeAll(async () => {
  bench = await reviewsBench();
});
afterAll(() => bench.close());

test("an endpoint that is gone is switched off; its owners are told once why, where and what to do", async () => {
  const catcher = await startCatcher();
  catcher.script({ status: 410 });
  const { body: webhook } = await bench.call("POST", "/v1/webhooks", {
    url: catcher.url,
    description: "Ware<house>",
    types: ["review.created"],
  });
  await bench.submit();
  await bench.reviews.deliverer.drain();
  await catcher.close();
  const { body: stopped } = await bench.call("GET", `/v1/webhooks/${webhook.id}`);
  expect(stopped).toMatchObject({
    state: "stopped",
    enabled: false,
    words: expect.stringContaining("(410)"),
  });

  const mails: OutgoingMail[] = [];
  const accounts = {
    ownersOf: () => Promise.resolve([{ id: "1", name: "Robin Example", email: "robin@example.com" }]),
  };
  const task = stoppedTasks(
    { database: bench.database, accounts, publicUrl: "http://127.0.0.1:4400" },
    { send: (mail) => Promise.resolve(void mails.push(mail)) },
  )["reviews.tell-endpoint-stopped"];
  const context = { attempt: 1, maxAttempts: 25, signal: new AbortController().signal };
  const facts = { orgId: bench.orgId, endpointId: webhook.id, reason: "gone" };
  await task?.(facts, context);
  expect(mails).toMatchObject([
    {
      to: { address: "robin@example.com" },
      subject: "Hark stopped sending to Ware<house>",
      text: expect.stringContaining(`/settings/integrations/webhooks/${webhook.id}`),
      html: expect.stringContaining("Ware&lt;house&gt;"),
    },
  ]);
  // Once it is switched on again there is nothing to tell.
  await bench.call("PATCH", `/v1/webhooks/${webhook.id}`, { enabled: true });
  await task?.(facts, context);
  expect(mails).toHaveLength(1);
});
