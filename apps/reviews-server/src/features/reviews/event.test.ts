import { reviewEvent } from "@hark/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { eventOf } from "./event.ts";
import type { NewReview } from "./store.ts";

const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { nil: null });
const text = fc.string({ minLength: 1, unit: "grapheme" });

const anyReview: fc.Arbitrary<NewReview> = fc.record({
  id: fc.uuid(),
  product: fc.record({
    productId: text,
    productName: text,
    imageUrl: optional(fc.webUrl()),
    url: optional(fc.webUrl()),
    variantId: optional(text),
    variantName: optional(text),
    sku: optional(text),
  }),
  orderId: optional(text),
  requestId: optional(text),
  rating: fc.integer({ min: 1, max: 5 }),
  title: text,
  body: text,
  isRecommended: optional(fc.boolean()),
  sentiment: fc.constantFrom("positive", "negative", "neutral", "mixed"),
  sentimentSource: fc.constant("rating"),
  languageCode: optional(fc.constantFrom("en", "de", "pt")),
  source: fc.constantFrom("write-review-button", "review-request-email"),
  displayName: text,
  reviewerName: text,
  reviewerEmail: fc.emailAddress(),
  countryCode: optional(fc.constantFrom("AU", "DE")),
  verifiedStatus: fc.constantFrom("verified-buyer", "unverified"),
  attributes: fc.array(
    fc.record({
      attributeId: text,
      title: text,
      kind: fc.constant("text" as const),
      subject: fc.constant("product" as const),
      value: fc.oneof(text, fc.integer(), fc.array(text)),
    }),
    { maxLength: 5 },
  ),
  images: fc.array(
    fc.record({
      mediaId: text,
      url: fc.constant("/media/1/large.webp"),
      thumbnailUrl: fc.constant("/media/1/small.webp"),
      width: fc.nat(),
      height: fc.nat(),
    }),
    { maxLength: 3 },
  ),
  reward: optional(fc.record({ type: fc.constant("coupon" as const), value: text, description: text })),
  status: fc.constantFrom("pending", "approved"),
  createdAt: fc.date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2100-01-01T00:00:00Z"),
    noInvalidDate: true,
  }),
});

test("the event of any review fits the contract, and says nothing of what is not known", () => {
  fc.assert(
    fc.property(anyReview, (review) => {
      const event = eventOf(review, "https://reviews.example.com");
      expect(reviewEvent.strict().parse(event)).toEqual(event);
      JSON.stringify(event, (_key, value: unknown) => {
        expect(value).not.toBeNull();
        return value;
      });
      expect("orderId" in event).toBe(review.orderId !== null);
      expect("reward" in event).toBe(review.reward !== null);
      expect(event.media.imageCount).toBe(event.media.imageUrls.length);
      for (const url of event.media.imageUrls)
        expect(url).toMatch(/^https:\/\/reviews\.example\.com\/media\//);
    }),
  );
});
