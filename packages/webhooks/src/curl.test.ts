import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { curlOf, type RequestFacts } from "./curl.ts";

/** Runs the command in a real shell, with a curl that only says what it was given. */
function runInShell(
  command: string,
  environment: Record<string, string> = {},
): { words: string[]; input: string } {
  const script = `curl() { printf '%s\\0' "$@"; case "$*" in *"@-"*) printf 'stdin\\0'; cat;; esac; }\n${command}`;
  const output = execFileSync("sh", ["-s"], { input: script, env: environment, encoding: "utf8" });
  const words = output.split("\0");
  return { words: words.slice(0, -1), input: words.at(-1) ?? "" };
}

const request = (change: Partial<RequestFacts> = {}): RequestFacts => ({
  url: "https://example.com/v1/hooks/web/abc?x=1&y=2",
  headers: { "content-type": "application/json", "webhook-id": "msg_1" },
  body: '{"a":1}',
  ...change,
});

test("the command reads as one would write it", () => {
  expect(curlOf(request())).toBe(
    [
      "curl -i -X POST 'https://example.com/v1/hooks/web/abc?x=1&y=2' \\",
      "  -H 'content-type: application/json' \\",
      "  -H 'webhook-id: msg_1' \\",
      `  --data-raw '{"a":1}'`,
    ].join("\n"),
  );
});

test("secrets are variables of the shell and never values", () => {
  const command = curlOf(
    request({
      headers: { Authorization: "Bearer hk_real", "X-Shop-Token": "t0k3n", "content-length": "7" },
      maskedHeaders: ["x-shop-token"],
    }),
  );
  expect(command).not.toMatch(/hk_real|t0k3n|content-length/);
  const { words } = runInShell(command, { HARK_KEY: "k e'y", HARK_X_SHOP_TOKEN: "$(no)" });
  expect(words).toContain("Authorization: Bearer k e'y");
  expect(words).toContain("X-Shop-Token: $(no)");
});

test("whatever the body, the address and the headers hold, the shell hands it on to the letter", () => {
  const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
  const tricky = fc.constantFrom(
    "'",
    "'; rm -rf /; '",
    "$HOME",
    "`id`",
    "$(id)",
    "\\",
    "\n",
    "!!",
    "@file",
    "ä🌍",
  );
  const value = fc.array(fc.oneof(text, tricky)).map((parts) => parts.join(""));
  fc.assert(
    fc.property(value, value, (body, header) => {
      const { words } = runInShell(curlOf(request({ body, headers: { "x-any": header } })));
      expect(words.at(-1)).toBe(body);
      expect(words).toContain(header === "" ? "x-any;" : `x-any: ${header}`);
    }),
    { numRuns: 30 },
  );
});

test("a body that is longer than a command line may be goes through a pipe", () => {
  const body = `{"text":"${"it's ".repeat(60_000)}"}`;
  const { words, input } = runInShell(curlOf(request({ body })));
  expect(words).toContain("@-");
  expect(input).toBe(body);
});
