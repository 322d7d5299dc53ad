import { describe, expect, test } from "vitest";
import { remarkOnUrl } from "./api-url.ts";

const hash = "9b1f".repeat(16);

describe("remarks on an API URL", () => {
  test("nothing is said of an empty field", () => {
    expect(remarkOnUrl("  ")).toBeNull();
  });
  test.each([
    [`https://acme.example/v1/hooks/web/${hash}`, "good"],
    [`http://127.0.0.1:4500/v1/hooks/web/${hash}`, "good"],
    [`http://acme.example/v1/hooks/web/${hash}`, "error"],
    [`acme.example/v1/hooks/web/${hash}`, "error"],
    [`https://key@acme.example/v1/hooks/web/${hash}`, "error"],
    [`https://acme.example/v1/hooks/web/${hash.slice(1)}`, "hint"],
    [`https://acme.example/v1/hooks/form/${hash}`, "hint"],
    ["https://acme.example/elsewhere", "hint"],
  ])("%s is judged %s", (url, kind) => {
    expect(remarkOnUrl(url)?.kind).toBe(kind);
  });
});
