import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepPicture, openBrowser, openWindow } from "./browser.ts";
import { type HarkProcess, startHark } from "./hark-process.ts";

// What a newcomer sees after `npm start`: the demo, from both sides.
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
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
      // Injected as the page's own function: the content policy lets no other script in.
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe: checker } = globalThis as unknown as {
          axe: {
            run(options: object): Promise<{
              violations: { id: string; nodes: { html: string }[] }[];
            }>;
          };
        };
        const result = await checker.run({ runOnly: ["wcag2a", "wcag2aa"] });
        return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
      });
      expect(violations, `${colorScheme}, ${width} px`).toEqual([]);
      const overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(overflow, `${width} px wide, it scrolls sideways`).toBeLessThanOrEqual(1);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1360, height: 900 });
});

test("no page had a fault of its own", () => {
  expect(faults).toEqual([]);
});
