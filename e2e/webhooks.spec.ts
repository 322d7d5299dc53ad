import { type Catcher, startCatcher } from "@hark/webhooks/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { keepPicture, openBrowser, openWindow } from "./browser.ts";
import { type HarkProcess, startHark } from "./hark-process.ts";
import { type Joined, join } from "./join.ts";

// A webhook, from its making to bringing back what it missed, by hand.
let hark: HarkProcess;
let joined: Joined;
let catcher: Catcher;
let browser: Browser;
let page: Page;
let faults: string[];
beforeAll(async () => {
  hark = await startHark({ HARK_DEMO: "0", HARK_SUBMISSION_RATE: "0" });
  joined = await join(hark);
  catcher = await startCatcher();
  browser = await openBrowser();
  ({ page, faults } = await openWindow(browser));
});
afterAll(async () => {
  await browser.close();
  await catcher.close();
  await hark.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") process.stderr.write(`${await page.locator("body").ariaSnapshot()}\n`);
});

const button = (name: string | RegExp) => page.getByRole("button", { name });
const caught = () => expect.poll(() => catcher.caught.length, { timeout: 15_000 });

test("a webhook is made; its secret is shown once", async () => {
  await page.goto(`${hark.reviewsUrl}/settings/integrations/webhooks/new`);
  await page.getByLabel("E-mail").fill("owner@hark.localhost");
  await page.getByRole("textbox", { name: "Password" }).fill("a password for tests");
  await button("Sign in").click();
  await page.getByLabel("URL").fill(catcher.url);
  await page.getByLabel("Description").fill("Warehouse");
  await button(/Filter, order/).click();
  await page.getByLabel("Waits before each retry").fill("soon");
  await button("Create webhook").click();
  await page.getByText("Write waits with their units").waitFor();
  await page.getByLabel("Waits before each retry").fill("");
  await button("Create webhook").click();
  const secret = await page.getByLabel("Signing secret").inputValue();
  expect(secret).toMatch(/^whsec_/);
  await button("I have stored it safely").click();
  await page.getByText("On. Every event it subscribed to is sent.").waitFor();
  expect(await page.content()).not.toContain(secret);
});

test("a test event shows the answer; a review arrives signed, and stands among the deliveries by itself", async () => {
  await button("Send test event").click();
  await button("Send now").click();
  await page.getByText(/The receiver took the event: it answered 201/).waitFor();
  await page.keyboard.press("Escape");
  expect((await joined.review({ title: "Signed, please" })).status).toBe(201);
  await caught().toBe(2);
  expect(catcher.caught[1]?.headers["webhook-signature"]).toMatch(/^v1,/);
  await page.getByRole("cell", { name: "Delivered" }).waitFor();
  await keepPicture(page, "reviews-webhook");
});

test("what was refused is explained, and comes back with a replay that is counted first", async () => {
  catcher.script({ status: 400, body: '{"error":"not today"}' }, { status: 400 });
  await joined.review({ title: "Refused once" });
  await joined.review({ title: "Refused twice" });
  await page.getByRole("cell", { name: "Needs you" }).nth(1).waitFor();
  await page.getByRole("row", { name: /Refused once/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Warehouse refused the event (400)").waitFor();
  await drawer.getByText("not today").waitFor();
  await drawer.getByRole("tab", { name: "curl" }).click();
  await drawer.getByText("$HARK_WEBHOOK_SIGNATURE").waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await button("Replay…").click();
  await page.getByText("2 deliveries (2 that need you)").waitFor();
  await button("Replay 2").click();
  await caught().toBe(6);
  await page.getByText("All 2 put back. 2 arrived.").waitFor();
  await expect.poll(() => page.getByRole("cell", { name: "Needs you" }).count()).toBe(0);
});

test("a paused webhook keeps its events and sends them when it is resumed", async () => {
  await button("Pause").click();
  await page.getByText(/Paused. Events are kept/).waitFor();
  await joined.review({ title: "Kept back" });
  await page.getByText(/1 waits/).waitFor();
  await button("Resume").click();
  await caught().toBe(7);
});

test("the list of all deliveries finds those of one person; no page threw an error", async () => {
  await joined.review({ title: "Somebody else's", email: "somebody.else@example.com" });
  await page.goto(`${hark.reviewsUrl}/deliveries`);
  await page.getByLabel("Search by e-mail address").fill("somebody.else@example.com");
  await expect.poll(() => page.getByRole("row").count(), { timeout: 10_000 }).toBe(3);
  await page.goto(`${hark.reviewsUrl}/settings/integrations/webhooks/events`);
  await button(/review.anonymized/).click();
  await page.getByText('"anonymizedAt"').first().waitFor();
  expect(faults).toEqual([]);
});
