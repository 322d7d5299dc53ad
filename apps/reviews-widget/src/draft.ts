import type { ReviewForm, ReviewSubmission, UploadedMedia } from "@hark/contract";
import type { Place } from "./api.ts";

/** An answer to a custom attribute. */
export type Answer = string | number | string[];

/** What has been filled in so far. */
export interface Draft {
  rating: number | null;
  variantId: string;
  title: string;
  body: string;
  isRecommended: boolean | null;
  name: string;
  email: string;
  countryCode: string;
  /** By attribute id. */
  answers: Record<string, Answer>;
  media: UploadedMedia[];
}

/** An empty draft, with what the request's link tells about its reader. */
export function newDraft(form: ReviewForm): Draft {
  const [first, ...others] = form.product.variants;
  return {
    rating: null,
    variantId: form.request?.variantId ?? (first && others.length === 0 ? first.variantId : ""),
    title: "",
    body: "",
    isRecommended: null,
    name: form.request?.reviewerName ?? "",
    email: form.request?.reviewerEmail ?? "",
    countryCode: "",
    answers: {},
    media: [],
  };
}

const keyOf = (place: Place): string => `hark-draft:${place.store}:${place.product}`;

/** The draft of an earlier visit in this tab laid over a new one. */
export function restoreDraft(place: Place, fresh: Draft): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? "null");
    // Only this script writes under this key.
    return typeof kept === "object" && kept !== null ? { ...fresh, ...(kept as Partial<Draft>) } : fresh;
  } catch {
    return fresh;
  }
}

/** Keeps the draft until the tab is closed. Where the browser refuses storage the form works without. */
export function keepDraft(place: Place, draft: Draft): void {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify(draft));
  } catch {
    // Private windows may have no storage.
  }
}

/** Forgets the draft: its review is handed in. */
export function dropDraft(place: Place): void {
  try {
    sessionStorage.removeItem(keyOf(place));
  } catch {
    // As above: nothing was kept either.
  }
}

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
