import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { keepPicture, openBrowser, openWindow } from "./browser.ts";
import { type HarkProcess, startHark } from "./hark-process.ts";

// The guide, line by line, by hand, from an empty start.
let hark: HarkProcess;
let browser: Browser;
let page: Page;
let faults: string[];
beforeAll(async () => {
  hark = await startHark({ HARK_DEMO: "0", HARK_OWNER_PASSWORD: "" });
  browser = await openBrowser();
  ({ page, faults } = await openWindow(browser));
});
afterAll(async () => {
  await browser.close();
  await hark.remove();
});

// What stood on the page when a line of the guide could not be followed.
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") process.stderr.write(`${await page.locator("body").ariaSnapshot()}\n`);
});

const soon = <Value>(ask: () => Promise<Value>) => expect.poll(ask, { timeout: 10_000 });
const button = (name: string | RegExp) => page.getByRole("button", { name });
const goTo = (name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
let apiKey = "";
let apiUrl = "";

test("the first run makes the owner", async () => {
  await page.goto(hark.deskUrl);
  await page.getByLabel("Organisation").fill("Corner Shop");
  await page.getByLabel("Your name").fill("Owner");
  await page.getByLabel("E-mail").fill("owner@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("a password for tests");
  await button("Create the owner").click();
  await page.getByRole("heading", { name: "Customers", exact: true }).waitFor();
});

test("Settings > Security > API Keys: a key with the permission org.hook is shown once", async () => {
  await goTo("API Keys");
  await button(/Create API key/)
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Hark Reviews");
  await dialog.getByRole("button", { name: /org.hook/ }).click();
  await dialog.getByRole("button", { name: "Create key" }).click();
  apiKey = await dialog.getByLabel("API Key").inputValue();
  expect(apiKey).toMatch(/^hk_\w{40}$/);
  await dialog.getByRole("button", { name: "I have stored it safely" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(apiKey);
});

test("a custom object type holds the reviews", async () => {
  await goTo("Custom Objects");
  await button(/New custom object/)
    .first()
    .click();
  await button("Start from a product review").click();
  await button("Create custom object").click();
  await page.getByRole("alert").filter({ hasText: "Review was made" }).waitFor();
  await page.keyboard.press("Escape");
});

test("in a workflow, a new hook of the kind Webhook uses that key; its address is copied", async () => {
  await goTo("Workflows");
  await button(/New workflow/)
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "New workflow" });
  await dialog.getByText("Empty", { exact: true }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("File a review");
  await dialog.getByRole("button", { name: "Create workflow" }).click();
  await button("Create hook").click();
  const hookDialog = page.getByRole("dialog", { name: "Create hook" });
  await hookDialog.getByLabel("Title").fill("Product reviews");
  await hookDialog.getByRole("combobox", { name: "API Key" }).click();
  await page.getByRole("option", { name: /Hark Reviews/ }).click();
  await page.keyboard.press("Escape");
  await hookDialog.getByRole("button", { name: "Create hook" }).click();
  apiUrl = await page.getByLabel("API URL").inputValue();
  expect(apiUrl).toMatch(/\/v1\/hooks\/web\/[0-9a-f]{64}$/);
  await hookDialog.waitFor({ state: "detached" });
  const debug = page.getByRole("switch", { name: /Debug Mode/ });
  await debug.click();
  await soon(() => debug.isChecked()).toBe(true);
  await button("Save draft").click();
  await soon(() => button("Save draft").isDisabled()).toBe(true);
});

test("Settings > Integrations > Kustomer: enable, paste API Key and API URL, Save", async () => {
  await page.goto(hark.reviewsUrl);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Corner Shop");
  await button("Create the store").click();
  await goTo("Products");
  await button("New product").first().click();
  const dialog = page.getByRole("dialog", { name: "New product" });
  await dialog.getByLabel("Product id").fill("1885452822491");
  await dialog.getByLabel("Name", { exact: true }).fill("Great Product");
  await dialog.getByRole("button", { name: "Create" }).click();
  await page.getByText("Great Product").first().waitFor();
  await goTo("Integrations");
  await page
    .getByRole("link", { name: /Kustomer/ })
    .first()
    .click();
  await page.getByRole("switch", { name: /Enable/ }).check();
  await page.getByRole("textbox", { name: "API Key" }).fill(apiKey);
  await page.getByRole("textbox", { name: "API URL" }).fill(apiUrl);
  await button("Save").click();
  await page.getByText("The address may be called and the key is kept encrypted").waitFor();
  expect(await page.content()).not.toContain(apiKey);
  await button("Send test event").first().click();
  await page
    .getByText(/answered 201/)
    .first()
    .waitFor();
  await keepPicture(page, "reviews-kustomer");
});

test("a review is left with the Write a Review button of the product's page", async () => {
  await leaveReview("My New Favourite Product", "reviewer.mcgee@example.com");
});

async function leaveReview(title: string, email: string, window: Page = page): Promise<void> {
  await window.goto(`${hark.reviewsUrl}/shop/corner-shop/products/1885452822491`);
  await window
    .getByRole("button", { name: /Write a review/i })
    .first()
    .click();
  const form = window.getByRole("dialog");
  await form.getByRole("radio", { name: /^4 stars/ }).click();
  await form.getByLabel("Headline").fill(title);
  await keepPicture(window, "storefront-form");
  await form.getByLabel("Your review").fill("I cannot believe how much I love this item.");
  await form.getByRole("button", { name: "Next" }).click();
  await form.getByLabel("Name").fill("Reviewer McGee");
  await form.getByLabel("E-mail").fill(email);
  await form.getByRole("button", { name: "Send my review" }).click();
  await form.getByRole("button", { name: "Done" }).click();
  await window.getByText(title).first().waitFor();
}

test("the received transaction becomes the example data, and reviewerEmail is picked from the dropdown", async () => {
  await page.goto(`${hark.deskUrl}/settings/workflows`);
  await page.getByText("File a review").first().click();
  await button(/^Trigger/).click();
  await button("Last received").click();
  await soon(() => page.getByRole("textbox", { name: "Example Webhook Data" }).textContent()).toContain(
    "reviewerEmail",
  );
  await button("Add a step").first().click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Customer: Find By Email/ })
    .click();
  await button("Insert a value into Email (string)").click();
  await button(/^reviewerEmail string/).click();
  await page.getByText(/→ reviewer.mcgee@example.com/).waitFor();
  await keepPicture(page, "desk-variables");
});

test("the custom object step files the review on the customer who was found", async () => {
  await button("Add a step").last().click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Custom Object \(KObject\): Create With Customer/ })
    .click();
  await page.getByRole("combobox", { name: "Klass Name (string)" }).click();
  await page.getByRole("option", { name: /review/i }).click();
  await insert("Customer (string)", /^id string 64b0/);
  await insert("Title (string)", /^title string/);
  await button("More fields").click();
  await page.getByRole("menuitem", { name: "Data (object)" }).click();
  await insert("Data (object)", /^everything that came in/);
  await button("Publish & enable").click();
  await page.getByText("Live · v1").waitFor();
  await keepPicture(page, "desk-workflow");
});

async function insert(field: string, value: RegExp): Promise<void> {
  await button(`Insert a value into ${field}`).click();
  await button(value).first().click();
}

test("another review stands on the customer's timeline, while one looks at it", async () => {
  await goTo("Customers");
  await button("New customer").first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Reviewer McGee");
  await dialog.getByLabel("E-mail").fill("reviewer.mcgee@example.com");
  await dialog.getByRole("button", { name: /Create/ }).click();
  await page
    .getByRole("heading", { name: /Reviewer McGee/ })
    .first()
    .waitFor();
  const shopper = await page.context().newPage();
  await leaveReview("The second is even better", "reviewer.mcgee@example.com", shopper);
  await shopper.close();
  await page.getByText("The second is even better").first().waitFor();
  await keepPicture(page, "desk-customer");
});

test("no page had a fault of its own", () => {
  expect(faults).toEqual([]);
});
