import type { ReceivedReviewEvent } from "./review-event.ts";

/**
 * The example of a review event that the field publishes, to the letter: its timestamp is malformed there too, which is
 * what a newcomer who pastes it will have.
 */
export const publishedExample: ReceivedReviewEvent = {
  reviewerEmail: "reviewer.mcgee@gmail.com",
  orderId: "#1205",
  review: {
    rating: 4,
    title: "My New Favourite Product",
    body: "I cannot believe how much I love this item.",
    isRecommended: true,
    sentiment: "positive",
    languageCode: "en",
    source: "write-review-button",
    dateCreated: "2020-04-21T07: 09: 25.454Z",
    reviewId: "fb3d343b-0b5d-42b5-a501-c8e486c3b0e4",
  },
  reviewer: { displayName: "Reviewer M.", name: "Reviewer McGee", countryCode: "AU" },
  reward: { type: "coupon", value: "OKR-DISCOUNT-CODE", description: "$5 off your next order" },
  media: {
    imageUrls: ["https://okendo.io/images/4a976272.jpg"],
    videoUrls: [],
    imageCount: 1,
    videoCount: 0,
  },
  attributes: [
    { title: "Desired product uses", value: ["Fixing the car", "Making pancakes"] },
    { title: "Size Purchased", value: 4 },
  ],
  product: {
    productId: "1885452822491",
    productName: "Great Product",
    variantId: "17387480307827",
    variantName: "Variant Title",
    sku: "888888",
  },
};
