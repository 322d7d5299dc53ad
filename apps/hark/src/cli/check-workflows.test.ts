import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { runCli } from "./program.ts";

let folder = "";
const at = (name: string): string => join(folder, name);
const good = { name: "Good", trigger: { id: "1", eventName: "a.b", transitions: [] }, steps: [] };
const bad = { ...good, steps: [{ id: "s", action: "no.such.action", params: {}, transitions: [] }] };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hark-check-"));
  for (const name of ["fine", "mixed", "empty"]) mkdirSync(at(name));
  const write = (name: string, value: unknown): void =>
    writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
  write("fine/b.json", good);
  write("fine/a.json", good);
  write("fine/notes.txt", "no document, and nobody asked");
  write("mixed/bad.json", bad);
  write("mixed/good.json", good);
  write("list.json", [good]);
  write("broken.json", "{");
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** What the command prints, says on the side, and exits with. */
async function check(...args: readonly string[]): Promise<{ out: string; side: string; code: number }> {
  let [out, side] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    side += String(text);
    return true;
  });
  const code = await runCli(["node", "hark", "workflow", "check", ...args]);
  return { out: out.replaceAll(folder, "."), side: side.replaceAll(folder, "."), code };
}

test("one file is told by itself, and as one object", async () => {
  const { out, code } = await check(at("fine/a.json"));
  expect([out.trim().split("\n").at(-1), code]).toEqual(["./fine/a.json can be published", 0]);
  expect(out).not.toContain("#");
  const told = await check("--json", at("mixed/bad.json"));
  expect(JSON.parse(told.out)).toMatchObject({ ok: false, findings: expect.any(Array) as unknown });
  expect(told.code).toBe(1);
});

test("all *.json of a folder are checked in the order of their names, each under its heading", async () => {
  const { out, code } = await check(at("fine"));
  expect(out.match(/^#.*$/gm)).toEqual(["# ./fine/a.json", "# ./fine/b.json"]);
  expect(out.trim().split("\n").at(-1)).toBe("2 of 2 can be published");
  expect(code).toBe(0);
});

test("one document with errors among several makes the command fail, and the others are told as well", async () => {
  const { out, code } = await check(at("mixed"), at("fine/a.json"));
  expect(out).toMatch(
    /no\.such\.action[^#]*\n\.\/mixed\/bad\.json has \d errors?\n\n# \.\/mixed\/good\.json/,
  );
  expect(out).toContain("2 of 3 can be published");
  expect(code).toBe(1);
});

test("--json gives a list when there are several", async () => {
  const { out, code } = await check("--json", at("mixed"), at("broken.json"));
  expect(JSON.parse(out)).toMatchObject([
    { file: "./mixed/bad.json", ok: false },
    { file: "./mixed/good.json", ok: true },
    { file: "./broken.json", ok: false, unreadable: expect.stringContaining("cannot be read") as unknown },
  ]);
  expect(code).toBe(2);
});

test.each([
  ["missing.json", "cannot be read"],
  ["broken.json", "cannot be read"],
  ["list.json", "must be one JSON object"],
  ["empty", "holds no *.json"],
])("%s is no document: exit code 2, and why", async (name, why) => {
  const { out, side, code } = await check(at(name));
  expect([out, code]).toEqual(["", 2]);
  expect(side).toContain(why);
});

test("an example that cannot be read is told before anything is checked", async () => {
  const { out, side, code } = await check(at("fine/a.json"), "--example", at("broken.json"));
  expect([out, code]).toEqual(["", 2]);
  expect(side).toContain("./broken.json cannot be read");
});
