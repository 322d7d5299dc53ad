import { expect, test } from "vitest";
import { exampleOutput } from "./example.ts";

const body = { reviewerEmail: "a@b.example" };
const transaction = {
  id: "example",
  type: "transaction",
  attributes: { createdAt: "2026-01-01T00:00:00.000Z", data: body },
};

test.each<[string, object, unknown]>([
  ["a body for a hook", { eventName: "kustomer.hooks.form.abc.receive" }, transaction],
  ["a body before a hook is chosen", {}, transaction],
  ["the inputs of a callable workflow", { callable: true }, body],
  ["what happened to a record", { eventName: "kustomer.customer.create" }, body],
])("%s stands where step 1 has it", (_what, trigger, expected) => {
  expect(exampleOutput(body, trigger)).toEqual(expected);
});

test("a whole transaction stays as it is", () => {
  expect(exampleOutput(transaction, { eventName: "kustomer.hooks.web.abc.receive" })).toBe(transaction);
});
