import { expect, test } from "vitest";
import type { Transaction } from "./hook.ts";
import { previewOrder } from "./order-preview.ts";

const transaction: Transaction = {
  id: "1",
  type: "transaction",
  attributes: {
    createdAt: "2026-01-01T00:00:00.000Z",
    data: { email: "a@b.example", order: { id: 7 }, long: "x".repeat(100) },
  },
  relationships: {},
};

test.each([
  ["/#steps.1.attributes.data.email", "The last transaction has: a@b.example"],
  ["/#steps.1.attributes.data.order", 'The last transaction has: {"id":7}'],
  ["{{steps.1.attributes.data.order.id}}-x", "The last transaction has: 7-x"],
  ["/#steps.1.attributes.data.long", `The last transaction has: ${"x".repeat(80)}…`],
  [
    "/#steps.1.attributes.data.emial",
    "The last transaction has nothing there: its run would go in no order.",
  ],
  ["", undefined],
  ["everything", undefined],
])("an order key %s is previewed as: %s", (text, words) => {
  expect(previewOrder(text, transaction)).toBe(words);
});
