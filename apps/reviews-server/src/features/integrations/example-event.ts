import type { ReviewEvent, RewardSettings } from "@hark/contract";
import type { AttributeDefinition } from "../attributes/attribute.ts";

/** What an example is made from: the store's own questions, one of its products, its reward. */
export interface ExampleParts {
  readonly attributes: readonly AttributeDefinition[];
  readonly product: ExampleProduct | undefined;
  readonly reward: RewardSettings | undefined;
  readonly now: Date;
  readonly reviewId: string;
}

interface ExampleProduct {
  readonly productId: string;
  readonly productName: string;
  readonly imageUrl: string | null;
  readonly variants: readonly {
    readonly variantId: string;
    readonly variantName: string;
    readonly sku: string | null;
  }[];
}

/** A review event as this store would send it: every field is there, so that each can be picked on the other side. */
export function exampleEvent(parts: ExampleParts): ReviewEvent {
  const { product, reward } = parts;
  const variant = product?.variants[0];
  return {
    reviewerEmail: "robin.example@example.com",
    orderId: "#1001",
    review: {
      rating: 5,
      title: "Just what I was looking for",
      body: "It came quickly, it fits, and it is even nicer than in the pictures.",
      isRecommended: true,
      sentiment: "positive",
      languageCode: "en",
      source: "write-review-button",
      dateCreated: parts.now.toISOString(),
      reviewId: parts.reviewId,
    },
    reviewer: { displayName: "Robin E.", name: "Robin Example", countryCode: "AU" },
    ...(reward?.enabled
      ? { reward: { type: "coupon", value: `${reward.prefix}EXAMPLE`, description: reward.description } }
      : {}),
    media: {
      imageUrls: product?.imageUrl ? [product.imageUrl] : [],
      videoUrls: [],
      imageCount: product?.imageUrl ? 1 : 0,
      videoCount: 0,
    },
    attributes: parts.attributes.map((attribute) => ({
      title: attribute.title,
      value: exampleAnswer(attribute),
    })),
    product: {
      productId: product?.productId ?? "1000000000001",
      productName: product?.productName ?? "Your product",
      ...(variant ? { variantId: variant.variantId, variantName: variant.variantName } : {}),
      ...(variant?.sku ? { sku: variant.sku } : {}),
    },
  };
}

function exampleAnswer(attribute: AttributeDefinition): string | number | string[] {
  switch (attribute.kind) {
    case "drop-down":
      return attribute.options[0] ?? "";
    case "multi-select":
      return attribute.options.slice(0, 2);
    case "centered-range":
      return 0;
    case "range":
      return attribute.max ?? 5;
    case "text":
      return "What the reviewer wrote";
  }
}
