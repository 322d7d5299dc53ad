import { createTransport } from "nodemailer";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openWindow } from "./browser.ts";
import { type HarkProcess, startHark } from "./hark-process.ts";

// The hooks that ask for no key, by hand: made on their page, sent to from outside, seen as they come in.
let hark: HarkProcess;
let browser: Browser;
let page: Page;
let faults: string[];
beforeAll(async () => {
  hark = await startHark({ HARK_DEMO: "0" });
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

async function makeHook(kind: string, title: string, order = ""): Promise<void> {
  await page.goto(`${hark.deskUrl}/settings/hooks?panel=create`);
  const dialog = page.getByRole("dialog", { name: "Create hook" });
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("radio", { name: kind, exact: true }).check();
  await dialog.getByRole("textbox", { name: "Order" }).fill(order);
  await dialog.getByRole("button", { name: "Create hook" }).click();
  await page.getByRole("heading", { name: title }).waitFor();
}

test("what a page's form posts appears as it comes in, its file by name and size", async () => {
  await makeHook("Form", "Contact form");
  const url = await page.getByLabel("Form URL").inputValue();
  const form = new FormData();
  form.set("email", "ann@example.com");
  form.set("photo", new File(["hello"], "photo.txt", { type: "text/plain" }));
  expect((await fetch(url, { method: "POST", body: form })).status).toBe(201);
  await page.getByRole("button", { name: /ann@example.com/ }).click();
  await page.getByLabel("JSON").filter({ hasText: '"filename": "photo.txt"' }).waitFor();
});

test("an order that would order nothing is refused at its field; a good one shows what it finds", async () => {
  const order = page.getByRole("textbox", { name: "Order" });
  await order.fill("everything");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/Is a text that never changes; refer to the transaction/).waitFor();
  await order.fill("/#steps.1.attributes.data.email");
  await page.getByText("The last transaction has: ann@example.com").waitFor();
  await order.press("Enter");
  await page.getByText("Runs of equal values go in order now").waitFor();
  await page.reload();
  expect(await order.inputValue()).toBe("/#steps.1.attributes.data.email");
});

test("a mail to a hook's address appears as it comes in, taken in where the page says", async () => {
  await makeHook("E-mail", "Orders by mail", "/#steps.1.attributes.data.from.address");
  const to = await page.getByLabel("E-mail address").inputValue();
  const server = (await page.getByText(/^Taken in at/).textContent())?.match(/127\.0\.0\.1:(\d+)/)?.[1];
  const mail = createTransport({ host: "127.0.0.1", port: Number(server), ignoreTLS: true });
  await mail.sendMail({ from: "shop@example.com", to, subject: "Order 7", html: '<pre>{"order": 7}</pre>' });
  await page.getByRole("button", { name: /shop@example.com: Order 7/ }).click();
  await page.getByLabel("JSON").filter({ hasText: '"order": 7' }).waitFor();
  await page.goto(`${hark.deskUrl}/settings/hooks`);
  await page.getByRole("row", { name: /Contact form.*Form/ }).waitFor();
  await page.getByRole("row", { name: /Orders by mail.*E-mail/ }).waitFor();
});

test("no page had a fault of its own", () => {
  expect(faults).toEqual([]);
});
