import { secureRandom } from "@hark/kernel";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createSecretBox } from "./secrets.ts";
import { sign } from "./signing.ts";

const box = createSecretBox("the installation's secret of this test", secureRandom);

test("a sealed secret opens for its owner under the same installation, and nowhere else", () => {
  const sealed = box.seal("hk_secret", "org-1");
  expect(box.open(sealed, "org-1")).toBe("hk_secret");
  expect(() => box.open(sealed, "org-2")).toThrow();
  expect(() => createSecretBox("another secret", secureRandom).open(sealed, "org-1")).toThrow();
  const changed = Buffer.from(sealed);
  changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
  expect(() => box.open(changed, "org-1")).toThrow();
});

test("the same secret never looks the same twice, and nothing of it can be read", () => {
  const sealed = box.seal("hk_secret", "org-1");
  expect(sealed.equals(box.seal("hk_secret", "org-1"))).toBe(false);
  expect(sealed.toString("latin1")).not.toContain("hk_secret");
});

test("signatures verify with the scheme's own library, with either secret while one is replaced", () => {
  const secrets = ["first", "second"].map(
    (text) => `whsec_${Buffer.from(text.repeat(5)).toString("base64")}`,
  );
  const timestamp = Math.floor(Date.now() / 1_000);
  const body = '{"review":{"rating":4}}';
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(timestamp),
    "webhook-signature": sign(secrets, "msg_1", timestamp, body),
  };
  for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  const other = `whsec_${Buffer.from("third".repeat(5)).toString("base64")}`;
  expect(() => new Webhook(other).verify(body, headers)).toThrow();
});
