import { publishedExample } from "@hark/contract";
import type { Json } from "@hark/kernel";
import { expect, test } from "vitest";
import { readReview } from "./review.ts";
import type { KobjectAttributes } from "./timeline.ts";

const object: KobjectAttributes = { title: "T", custom: {}, tags: [], createdAt: "2026-01-01T00:00:00Z" };
const event = structuredClone(publishedExample) as unknown as Json;

test("the published example reads as a review with its product, photo, choices and reward", () => {
  const review = readReview({ ...object, data: event, custom: { ratingNum: 4 } });
  expect(review).toMatchObject({
    rating: 4,
    body: "I cannot believe how much I love this item.",
    photos: ["https://okendo.io/images/4a976272.jpg"],
    product: { name: "Great Product", details: ["Variant Title", "888888", "order #1205"] },
    attributes: [
      { title: "Desired product uses", values: ["Fixing the car", "Making pancakes"] },
      { title: "Size Purchased", values: ["4"] },
    ],
    isRecommended: true,
    reward: "$5 off your next order",
  });
});

test("attributes alone make a review, and others are shown as the rest", () => {
  const custom = { ratingNum: 2, bodyTxt: "Leaks", productStr: "Travel Mug", shelfStr: "A3", emptyStr: "" };
  const review = readReview({ ...object, custom });
  expect(review).toMatchObject({ rating: 2, body: "Leaks", product: { name: "Travel Mug" } });
  expect(review?.rest).toEqual([["shelfStr", "A3"]]);
});

test("an object without a rating from 1 to 5 is no review", () => {
  expect(readReview({ ...object, custom: { amountNum: 4 } })).toBeNull();
  expect(readReview({ ...object, custom: { ratingNum: 9 } })).toBeNull();
  expect(readReview({ ...object, data: "nonsense" })).toBeNull();
});

test("addresses that are none of the web are never loaded", () => {
  const images = ["javascript:alert(1)", "https://cdn.example.com/a.jpg"];
  expect(readReview({ ...object, images, custom: { ratingNum: 5 } })?.photos).toEqual([
    "https://cdn.example.com/a.jpg",
  ]);
});
