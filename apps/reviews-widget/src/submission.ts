import type { ReviewForm, ReviewSubmission } from "@hark/contract";
import type { Draft } from "./draft.ts";

/** The review as the API takes it, and the attributes its answers are to, in their order there. */
export function submissionOf(
  draft: Draft,
  form: ReviewForm,
  context: { readonly productId: string; readonly token: string | null; readonly locale: string },
): { readonly review: ReviewSubmission; readonly answered: readonly string[] } {
  const answered = form.attributes.filter(({ id }) => draft.answers[id] !== undefined);
  const review: ReviewSubmission = {
    productId: context.productId,
    rating: draft.rating ?? 0,
    title: draft.title,
    body: draft.body,
    name: draft.name,
    email: draft.email,
  };
  if (draft.variantId) review.variantId = draft.variantId;
  if (draft.isRecommended !== null) review.isRecommended = draft.isRecommended;
  if (draft.countryCode) review.countryCode = draft.countryCode;
  if (form.attributes.length > 0) {
    review.attributes = answered.map(({ id, title }) => ({ title, value: draft.answers[id] ?? "" }));
  }
  if (draft.media.length > 0) review.mediaIds = draft.media.map(({ mediaId }) => mediaId);
  if (context.token) review.requestToken = context.token;
  if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(context.locale)) review.locale = context.locale;
  return { review, answered: answered.map(({ id }) => id) };
}

/** `/attributes/2/value` is the third answer that was sent; the field goes by its attribute. */
export function fieldPointer(pointer: string | undefined, answered: readonly string[]): string | undefined {
  const at = /^\/attributes\/(\d+)/.exec(pointer ?? "")?.[1];
  if (at !== undefined) return `attribute:${answered[Number(at)]}`;
  return pointer?.startsWith("/mediaIds") ? "/mediaIds" : pointer;
}
