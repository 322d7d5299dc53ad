import { existsSync } from "node:fs";
import { join } from "node:path";
import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const PATIENCE_MS = 10_000;

/** Opens a browser: one that is installed, or the one that came with the dependencies. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await sparticuz.executablePath());
  // Its own default arguments end the browser with the first page that is closed.
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  return chromium.launch({ executablePath, args, headless: true });
}

/** A person's window. Faults of a page's own scripts are kept in `faults`. */
export async function openWindow(
  browser: Browser,
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => void faults.push(error.message));
  return { context, page, faults };
}

/** Keeps a picture of the page for the docs, when HARK_SCREENSHOTS asks for it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env["HARK_SCREENSHOTS"] !== "1") return;
  // Motion and live counters come to rest first.
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(import.meta.dirname, "..", "docs", "images", `${name}.png`) });
}
