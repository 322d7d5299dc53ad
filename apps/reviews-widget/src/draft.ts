import type { ReviewForm, UploadedMedia } from "@hark/contract";
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

/** The draft of an earlier visit in this tab laid over a new one; what it left open stays as it is. */
export function restoreDraft(place: Place, fresh: Draft): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? "null");
    if (typeof kept !== "object" || kept === null) return fresh;
    const filled = Object.entries(kept).filter(([, value]) => value !== "" && value !== null);
    // Only this script writes under this key.
    return { ...fresh, ...(Object.fromEntries(filled) as Partial<Draft>) };
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
