import { type ReviewEvent, reviewEvent } from "@hark/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitEvent } from "./fit-event.ts";

const LIMIT = 6_000;
const text = fc.string({ unit: "grapheme", maxLength: 3_000 });
const value = fc.oneof(text, fc.integer({ min: -5, max: 5 }), fc.array(text, { maxLength: 8 }));
const event = fc
  .record({
    title: text,
    body: text,
    urls: fc.array(fc.webUrl(), { maxLength: 30 }),
    answers: fc.array(fc.record({ title: fc.string({ maxLength: 20 }), value }), { maxLength: 6 }),
  })
  .map(
    ({ title, body, urls, answers }): ReviewEvent => ({
      reviewerEmail: "reviewer@example.com",
      review: {
        rating: 4,
        title,
        body,
        sentiment: "positive",
        source: "write-review-button",
        dateCreated: "2026-01-31T09:30:00.000Z",
        reviewId: "fb3d343b-0b5d-42b5-a501-c8e486c3b0e4",
      },
      reviewer: { displayName: "R", name: "R" },
      media: { imageUrls: urls, videoUrls: [], imageCount: urls.length, videoCount: 0 },
      attributes: answers,
      product: { productId: "1", productName: "P" },
    }),
  );

test("whatever a review holds, what is sent fits, keeps its shape and every question, and is marked only when it was cut", () => {
  fc.assert(
    fc.property(event, (given) => {
      const fitted = fitEvent(given, LIMIT);
      const wasTooLarge = Buffer.byteLength(JSON.stringify(given)) > LIMIT;
      expect(fitted).toBeDefined();
      if (!fitted) return;
      expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(LIMIT);
      expect(fitted.truncated).toBe(wasTooLarge ? true : undefined);
      if (!wasTooLarge) expect(fitted).toBe(given);
      expect(reviewEvent.safeParse(fitted).success).toBe(true);
      expect(fitted.attributes.map(({ title }) => title)).toEqual(given.attributes.map(({ title }) => title));
      expect(fitted.media.imageCount).toBe(given.media.imageCount);
      expect(JSON.stringify(fitted).isWellFormed()).toBe(true);
    }),
  );
});

test("the lists of media go before any word does", () => {
  const given: ReviewEvent = {
    ...fc.sample(event, { numRuns: 1, seed: 1 })[0],
    attributes: [],
    media: { imageUrls: ["x".repeat(LIMIT)], videoUrls: [], imageCount: 1, videoCount: 0 },
  } as ReviewEvent; // the sample is there: one was asked for
  const small = { ...given, review: { ...given.review, title: "t", body: "b" } };
  expect(fitEvent(small, LIMIT)).toMatchObject({
    media: { imageUrls: [], imageCount: 1 },
    review: { title: "t", body: "b" },
    truncated: true,
  });
});
