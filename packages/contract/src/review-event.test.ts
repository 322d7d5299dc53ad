import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hookTransaction } from "./hook-transaction.ts";
import { publishedExample } from "./published-example.ts";
import { receivedReviewEvent, reviewEvent } from "./review-event.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./examples/${name}.example.json`, import.meta.url), "utf8"));

test("the published event is read as it is, its malformed timestamp included", () => {
  expect(receivedReviewEvent.parse(read("review-event"))).toEqual(read("review-event"));
  expect(publishedExample).toEqual(read("review-event"));
});

test("what is sent never carries a malformed timestamp", () => {
  const result = reviewEvent.safeParse(read("review-event"));
  expect(result.error?.issues.map((issue) => issue.path.join("."))).toEqual(["review.dateCreated"]);
});

test("the published transaction is read as it is", () => {
  expect(hookTransaction.parse(read("hook-transaction"))).toEqual(read("hook-transaction"));
});

test.each([
  ["review.rating", 6],
  ["review.rating", 4.5],
  ["review.sentiment", "furious"],
  ["reviewer.countryCode", "au"],
  ["media.imageCount", -1],
])("an event whose %s is %s is refused", (path, value) => {
  const event = structuredClone({
    ...publishedExample,
    review: { ...publishedExample.review, dateCreated: "2026-01-01T00:00:00.000Z" },
  });
  const [group, field] = path.split(".") as ["review", "rating"];
  Object.assign(event[group], { [field]: value });
  expect(reviewEvent.safeParse(event).error?.issues[0]?.path.join(".")).toBe(path);
});
