import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HarkProcess, startHark } from "./hark-process.ts";

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

test("a document that is imported is exported as it was", async () => {
  const { id } = JSON.parse(await hark.cli("workflow", "import", document, "--json"));
  const exported: unknown = JSON.parse(await hark.cli("workflow", "export", id));
  expect(exported).toEqual(JSON.parse(await readFile(document, "utf8")));
});
