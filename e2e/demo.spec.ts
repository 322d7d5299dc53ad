import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepPicture, openBrowser, openWindow } from "./browser.ts";
import { type HarkProcess, startHark } from "./hark-process.ts";
import { expectFits, expectUsable } from "./without-eyes.ts";

// What a newcomer sees after `npm start`: the demo, from both sides.
let hark: HarkProcess;
let browser: Browser;
let page: Page;
let faults: string[];
beforeAll(async () => {
  hark = await startHark();
  browser = await openBrowser();
  ({ page, faults } = await openWindow(browser));
  await page.goto(hark.deskUrl);
  await page.getByLabel("E-mail").fill("owner@hark.localhost");
  await page.getByRole("textbox", { name: "Password" }).fill("a password for tests");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await hark.remove();
});

test("an unhappy buyer's review, conversation and note stand on the timeline", async () => {
  await page.goto(`${hark.deskUrl}/customers`);
  await page.getByText("Sam Sample").first().click();
  await page.getByText("The left side went silent").first().waitFor();
  await page.getByText("1-star review of Still Headphones").first().waitFor();
  await page.getByText(/Sam S. wrote: They sounded great/).waitFor();
  await keepPicture(page, "desk-timeline");
});

test("the demo's workflow can be looked at, with every step's fields resolved on the example", async () => {
  await page.goto(`${hark.deskUrl}/settings/workflows`);
  await page.getByText("Review received").first().click();
  await page.getByRole("button", { name: /^Customer Find By Email/ }).click();
  await page.getByText(/→ robin.example@example.com/).waitFor();
  await keepPicture(page, "desk-builder");
});

test("the shop shows its reviews", async () => {
  await page.goto(`${hark.reviewsUrl}/shop/demo/products/1885452822491`);
  await page.getByText("My morning is better for it").first().waitFor();
  await keepPicture(page, "shop");
});

test("the merchant sees what was sent and how it was answered", async () => {
  await page.goto(`${hark.reviewsUrl}/settings/integrations/kustomer`);
  await page.getByText("The left side went silent").first().waitFor();
  await keepPicture(page, "reviews-deliveries");
  await page.goto(hark.reviewsUrl);
  await page.getByRole("heading", { name: "Newest reviews" }).waitFor();
  await keepPicture(page, "reviews-home");
});

test.each([
  ["Desk's customers", () => `${hark.deskUrl}/customers`],
  ["Desk's API keys", () => `${hark.deskUrl}/settings/api-keys`],
  ["Desk's hooks", () => `${hark.deskUrl}/settings/hooks`],
  ["the merchant's home", () => hark.reviewsUrl],
  ["the merchant's reviews", () => `${hark.reviewsUrl}/reviews`],
  ["the Kustomer page", () => `${hark.reviewsUrl}/settings/integrations/kustomer`],
  ["a product of the shop", () => `${hark.reviewsUrl}/shop/demo/products/1885452822491`],
])("%s can be used without eyes and fits a phone, in light and dark", async (_name, address) => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1360, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address());
      await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => {});
      await expectUsable(page, `${colorScheme}, ${width} px`);
      await expectFits(page, `${width} px wide`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1360, height: 900 });
});

test("no page had a fault of its own", () => {
  expect(faults).toEqual([]);
});
