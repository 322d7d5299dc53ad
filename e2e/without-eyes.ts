import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Expects that the page that is open can be used without eyes: none of the rules of WCAG A and AA is broken. */
export async function expectUsable(page: Page, what: string): Promise<void> {
  await atRest(page);
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
  expect(violations, what).toEqual([]);
}

/** What is still fading in is pale, and would be found fault with for its contrast. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const moving = document
      .getAnimations()
      .filter((animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime)));
    await Promise.allSettled(moving.map((animation) => animation.finished));
  });
}

/** Expects that the page that is open does not scroll sideways. */
export async function expectFits(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow, `${what}: it scrolls sideways`).toBeLessThanOrEqual(1);
}
