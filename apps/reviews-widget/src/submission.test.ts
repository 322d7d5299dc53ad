import type { ReviewForm } from "@hark/contract";
import { describe, expect, test } from "vitest";
import { newDraft } from "./draft.ts";
import { fieldPointer, submissionOf } from "./submission.ts";

const question = { kind: "text", subject: "product", required: false } as const;
const form: ReviewForm = {
  store: { slug: "demo", name: "Demo", currency: "USD", locale: "en", askCountry: false, privacyNote: "" },
  product: {
    productId: "p",
    productName: "Great Product",
    imageUrl: null,
    url: null,
    variants: [{ variantId: "v", variantName: "Teal", sku: null }],
  },
  attributes: [
    { id: "a", title: "Quality", ...question },
    { id: "b", title: "Size", ...question },
    { id: "c", title: "Use", ...question },
  ],
  reward: null,
  request: null,
};
const context = { productId: "p", token: null, locale: "" };
const filled = () => ({
  ...newDraft(form),
  rating: 4,
  title: "t",
  body: "b",
  name: "n",
  email: "e@example.com",
});

describe("a submission", () => {
  test("leaves out what was left open", () => {
    expect(submissionOf(filled(), form, context).review).toEqual({
      productId: "p",
      variantId: "v",
      rating: 4,
      title: "t",
      body: "b",
      name: "n",
      email: "e@example.com",
      attributes: [],
    });
  });

  test("has every answer in the questions' order, a zero too", () => {
    const draft = { ...filled(), answers: { c: ["x"], a: 0 }, isRecommended: false };
    const { review, answered } = submissionOf(draft, form, { ...context, token: "secret", locale: "en-GB" });
    expect(review).toMatchObject({
      attributes: [
        { title: "Quality", value: 0 },
        { title: "Use", value: ["x"] },
      ],
      isRecommended: false,
      requestToken: "secret",
      locale: "en-GB",
    });
    expect(answered).toEqual(["a", "c"]);
  });

  test("does not pass on a page language that is no language tag", () => {
    expect(submissionOf(filled(), form, { ...context, locale: "en_US!" }).review).not.toHaveProperty(
      "locale",
    );
  });

  test("says nothing of attributes when none is asked", () => {
    const { review } = submissionOf(filled(), { ...form, attributes: [] }, context);
    expect(review).not.toHaveProperty("attributes");
  });
});

test.each([
  ["/attributes/1/value", "attribute:c"],
  ["/attributes/0", "attribute:a"],
  ["/mediaIds/3", "/mediaIds"],
  ["/email", "/email"],
  [undefined, undefined],
])("the fault at %s belongs to the field %s", (pointer, field) => {
  expect(fieldPointer(pointer, ["a", "c"])).toBe(field);
});
