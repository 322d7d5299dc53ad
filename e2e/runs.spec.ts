import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { keepPicture, openBrowser, openWindow } from "./browser.ts";
import { type HarkProcess, startHark } from "./hark-process.ts";
import { type Joined, join } from "./join.ts";
import { expectFits, expectUsable } from "./without-eyes.ts";

// What ran, by hand: found, looked at, run again, compared, tried without effect; versions compared and rolled back.
let hark: HarkProcess;
let joined: Joined;
let browser: Browser;
let page: Page;
let faults: string[];
beforeAll(async () => {
  hark = await startHark({ HARK_DEMO: "0", HARK_SUBMISSION_RATE: "0" });
  joined = await join(hark);
  await joined.review({ title: "The first of its buyer" });
  await joined.awaitObjects("reviewer.mcgee@example.com", 1);
  await joined.review({ title: "The second of its buyer" });
  await joined.review({ title: "Somebody else's", email: "somebody.else@example.com" });
  await joined.awaitObjects("reviewer.mcgee@example.com", 2);
  await joined.awaitObjects("somebody.else@example.com", 1);
  browser = await openBrowser();
  ({ page, faults } = await openWindow(browser));
});
afterAll(async () => {
  await browser.close();
  await hark.remove();
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") process.stderr.write(`${await page.locator("body").ariaSnapshot()}\n`);
});

const button = (name: string | RegExp) => page.getByRole("button", { name });
const desk = (path: string, body?: unknown, method = body === undefined ? "GET" : "POST") =>
  hark.call(method, hark.deskUrl + path, {
    token: joined.deskToken,
    ...(body === undefined ? {} : { body }),
  });
const workflowPage = (members: string): string =>
  `${hark.deskUrl}/settings/workflows/${joined.workflowId}?${members}`;

test("a run is found by what started it, and shows each step", async () => {
  await page.goto(`${hark.deskUrl}/settings/runs`);
  await page.getByLabel("E-mail").fill("owner@hark.localhost");
  await page.getByRole("textbox", { name: "Password" }).fill("a password for tests");
  await button("Sign in").click();
  await expect.poll(() => page.getByRole("row").count(), { timeout: 10_000 }).toBe(4);
  await expectUsable(page, "the runs");
  await page.getByLabel("Text in what started it").fill("second of its");
  await expect.poll(() => page.getByRole("row").count(), { timeout: 10_000 }).toBe(2);
  await page.getByRole("row", { name: /Completed/ }).click();
  const panel = page.getByRole("dialog", { name: "Run" });
  await panel
    .getByRole("button", { name: /Customer: Find By Email/ })
    .first()
    .waitFor();
  await expectUsable(page, "a run");
  await keepPicture(page, "desk-runs");
});

test("it runs again from a step with what was before it, and the two are compared", async () => {
  const first = new URL(page.url()).searchParams.get("run");
  await page.getByRole("button", { name: /^2\. / }).press("Enter");
  await button("Replay from here…").click();
  const dialog = page.getByRole("dialog", { name: "Replay this run" });
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByText("runs again").waitFor();
  expect(new URL(page.url()).searchParams.get("run")).not.toBe(first);
  await page.getByRole("link", { name: "compare the two" }).click();
  await page.getByRole("heading", { name: "Two runs compared" }).waitFor();
  await page.getByText(/The two are the same|They took the same way/).waitFor();
  await expectUsable(page, "the comparison of runs");
});

test("many are counted first, then run again in the background", async () => {
  await page.goto(`${hark.deskUrl}/settings/runs?panel=replay&state=completed&q=somebody.else`);
  await page.getByText("1 run (1 completed).").waitFor();
  await button("Replay 1").click();
  const card = page.getByRole("region", { name: "Replays" });
  await card.getByRole("progressbar").waitFor();
  await expect
    .poll(() => card.getByRole("progressbar").getAttribute("aria-valuenow"), { timeout: 10_000 })
    .toBe("100");
});

test("a dry run lights its way, tells what would happen and leaves nothing behind", async () => {
  const before = (await joined.allObjectsOf("reviewer.mcgee@example.com")).length;
  const { body } = await desk(`/v1/runs?workflow=${joined.workflowId}&q=second`);
  const { trigger } = (await desk(`/v1/runs/${body.data.at(-1).id}`)).body.data.attributes;
  trigger.attributes.data.review.reviewId = "not-filed-yet";
  await desk(`/v1/workflows/${joined.workflowId}`, { example: trigger }, "PUT");
  // Of something that was filed already, the test says that it would not be filed twice.
  await page.goto(workflowPage(`drawer=test&on=run:${body.data.at(-1).id}`));
  await page.getByText("Would fail").waitFor();
  await page
    .getByText(/externalId .* is taken by/)
    .first()
    .waitFor();
  await page.getByLabel("What the test runs on").first().click();
  await page.getByRole("option", { name: "The example data" }).click();
  await page.getByText("Would complete").waitFor();
  await button(/^What .* got and gave/)
    .last()
    .click();
  await page.getByText("Output", { exact: true }).first().waitFor();
  await expectUsable(page, "the test");
  await keepPicture(page, "desk-test");
  await page.keyboard.press("Escape");
  expect((await joined.allObjectsOf("reviewer.mcgee@example.com")).length).toBe(before);
});

test("two versions are compared, an earlier one is rolled back to, and that is undone", async () => {
  const renamed = await desk(`/v1/workflows/${joined.workflowId}`, { name: "Renamed", publish: true }, "PUT");
  expect(renamed.status).toBe(200);
  await page.goto(workflowPage("tab=versions"));
  await button("Compare version 2 with version 1").click();
  await page.getByRole("heading", { name: "Name or description changed." }).waitFor();
  await expectUsable(page, "the comparison of versions");
  await button(/^Version 1/).click();
  await button("Roll back to it").click();
  await page.getByText("Version 1 runs again, as version 3").waitFor();
  const nameNow = async () => (await desk(`/v1/workflows/${joined.workflowId}`)).body.data.attributes.name;
  expect(await nameNow()).toBe("File a review");
  await button("Undo").last().click();
  await expect.poll(nameNow, { timeout: 10_000 }).toBe("Renamed");
});

test("a variable is written once, never shown again, and picked by its name", async () => {
  await page.goto(workflowPage("tab=variables"));
  await button("New variable").click();
  await page.getByRole("dialog").getByLabel("Name", { exact: false }).fill("apiToken");
  await page.getByRole("textbox", { name: "Value" }).fill("a-very-secret-token-1234");
  await button("Create variable").click();
  await page.getByText("••••1234").waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await page.content()).not.toContain("a-very-secret");
  await expectUsable(page, "the variables");
  await page.goto(workflowPage("step=find"));
  await button(/^Insert a value into Email/).click();
  await page.getByLabel("Search fields and values").fill("apiToken");
  await page.keyboard.press("Enter");
  await button(/variable · apiToken: edit/).waitFor();
  await page.keyboard.press("Control+z");
});

test("a callable workflow is scheduled by hand, waits in sight, and is taken back", async () => {
  const made = await desk("/v1/workflows", {
    name: "Ask again",
    enabled: true,
    trigger: {
      id: "1",
      callable: true,
      schema: { properties: { name: { type: "string" } }, required: ["name"] },
      transitions: [],
    },
    steps: [],
  });
  await page.goto(`${hark.deskUrl}/settings/workflows/${made.body.data.id}`);
  await button("Run now…").click();
  await page.getByRole("button", { name: "Run now", exact: true }).click();
  await page.getByText("The workflow requires it").waitFor();
  await page.getByLabel("name", { exact: false }).last().fill("Robin");
  await page.getByText("At a time").click();
  await page.getByLabel("At", { exact: true }).fill("2099-01-01T10:00");
  await button("Schedule").click();
  await page.getByText(/For its time, due in/).waitFor();
  await button("Cancel the run").click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the run" }).click();
  await page.getByText("What it did before stays.").waitFor();
});

test("how long runs are kept is chosen, and every page fits a phone in the dark", async () => {
  await page.goto(`${hark.deskUrl}/settings/retention`);
  // Not `check`, which looks at once whether it is: the choice shows as soon as it is on its way to the server.
  await page.getByLabel("180 days").click();
  await page.getByText("Runs are kept for 180 days from now on").waitFor();
  expect((await desk("/v1/settings/retention")).body.data.runsDays).toBe(180);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of [
    `${hark.deskUrl}/settings/retention`,
    `${hark.deskUrl}/settings/runs`,
    workflowPage("tab=versions&compare=1..2"),
    workflowPage("tab=variables"),
  ]) {
    await page.goto(address);
    await page.getByLabel("Loading").first().waitFor({ state: "detached" });
    await expectUsable(page, address);
    await expectFits(page, address);
  }
  expect(faults).toEqual([]);
});
