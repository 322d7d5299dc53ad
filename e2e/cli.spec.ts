import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HarkProcess, startHark, until } from "./hark-process.ts";

const packages = join(import.meta.dirname, "..", "packages");
const document = join(packages, "workflow", "src", "core", "fixtures", "01-file-review.json");
const example = join(packages, "contract", "src", "examples", "hook-transaction.example.json");
let hark: HarkProcess;
beforeAll(async () => {
  hark = await startHark({ HARK_DEMO: "0" });
});
afterAll(() => hark.remove());

test("doctor finds nothing wrong with a running instance", async () => {
  const { ok, findings } = JSON.parse(await hark.cli("doctor", "--json"));
  expect(findings.filter((finding: { ok: boolean }) => !finding.ok)).toEqual([]);
  expect(ok).toBe(true);
});

test("a key's token is printed alone, and works", async () => {
  const token = await hark.cli("reviews", "key", "--name", "Shop");
  expect(token).toMatch(/^hk_\w{40}$/);
  const me = await hark.call("GET", `${hark.reviewsUrl}/v1/me`, { token });
  expect(me.body).toMatchObject({ kind: "key", name: "Shop", roles: ["reviews.admin"] });
});

test("a role that does not exist is refused by name", async () => {
  await expect(hark.cli("desk", "key", "--name", "Odd", "--roles", "org.everything")).rejects.toThrow(
    /org.everything/,
  );
});

test("a document is checked against example data, and what would fail is told beforehand", async () => {
  const { ok, findings } = JSON.parse(
    await hark.cli("workflow", "check", document, "--example", example, "--json"),
  );
  expect(ok).toBe(true);
  expect(findings[0]).toMatchObject({
    severity: "warning",
    place: expect.stringContaining("submittedAt"),
  });

  const broken = join(hark.dataDir, "broken.json");
  await writeFile(
    broken,
    JSON.stringify({ name: "Broken", trigger: { id: "1" }, steps: [{ id: "a", action: "no.such" }] }),
  );
  await expect(hark.cli("workflow", "check", broken)).rejects.toThrow();
});

test("deliveries are listed, counted for a replay and sent again; what is asked wrongly is told", async () => {
  const token = await hark.cli("reviews", "key", "--name", "Deliveries");
  const call = (path: string, body: object) =>
    hark.call("POST", `${hark.reviewsUrl}${path}`, { token, body });
  await call("/v1/stores", { slug: "cli", name: "Shop" });
  await call("/v1/products", { productId: "p", productName: "Product" });
  const webhook = await call("/v1/webhooks", { url: `${hark.deskUrl}/nowhere`, types: ["review.created"] });
  expect(webhook.status).toBe(201);
  const review = {
    productId: "p",
    rating: 5,
    title: "T",
    body: "B",
    name: "Robin Example",
    email: "r@example.com",
  };
  expect((await call("/v1/stores/cli/reviews", review)).status).toBe(201);
  const [delivery] = await until(
    async () => {
      const failed = JSON.parse(await hark.cli("deliveries", "list", "--state", "failed", "--json"));
      return failed.length > 0 ? failed : undefined;
    },
    20_000,
    () => "the delivery should have been refused",
  );
  expect(delivery).toMatchObject({ type: "review.created", words: expect.stringContaining("404") });
  expect(JSON.parse(await hark.cli("deliveries", "replay", "--dry-run", "--json"))).toMatchObject({
    total: 1,
  });
  expect(await hark.cli("deliveries", "resend", delivery.id)).toContain("sent once more");
  await expect(hark.cli("deliveries", "list", "--state", "lost")).rejects.toThrow(/--state takes/);
  await expect(hark.cli("deliveries", "resend", "none")).rejects.toThrow(/no delivery none/);
});

test("a document that is imported is exported as it was", async () => {
  const { id } = JSON.parse(await hark.cli("workflow", "import", document, "--json"));
  const exported: unknown = JSON.parse(await hark.cli("workflow", "export", id));
  expect(exported).toEqual(JSON.parse(await readFile(document, "utf8")));
});
