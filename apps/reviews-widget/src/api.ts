import type {
  PublicReviewList,
  ReviewAggregate,
  ReviewForm,
  ReviewSubmission,
  SubmissionAnswer,
  UploadedMedia,
} from "@hark/contract";
import { words } from "./words.ts";

/** Which shop and product an element is about, and where the answers come from. */
export interface Place {
  readonly api: string;
  readonly store: string;
  readonly product: string;
}

/** One thing the server found wrong: in prose, with the field it stands in. */
export interface FieldFault {
  readonly detail: string;
  readonly pointer: string | undefined;
}

/** A call that did not do what it should; `faults` is never empty. */
export class ApiFault extends Error {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    super(faults[0]?.detail ?? words.offline);
    this.faults = faults;
  }
}

/** What the form asks, and who is asked. */
export function fetchForm(place: Place, token: string | null): Promise<ReviewForm> {
  const query = token ? `?requestToken=${encodeURIComponent(token)}` : "";
  return ask(`${productUrl(place)}/form${query}`);
}

/** Hands a review in; resolves once it is stored. */
export function submitReview(place: Place, review: ReviewSubmission): Promise<SubmissionAnswer> {
  return ask(`${storeUrl(place)}/reviews`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(review),
  });
}

/** A page of reviews; `orderBy` such as `date desc`. */
export function fetchReviews(
  place: Place,
  choice: { readonly orderBy: string; readonly rating: number | null },
): Promise<PublicReviewList> {
  const query = new URLSearchParams({ limit: "5", orderBy: choice.orderBy });
  if (choice.rating !== null) query.set("rating", String(choice.rating));
  return ask(`${place.product ? productUrl(place) : storeUrl(place)}/reviews?${query}`);
}

/** The page a list's `nextUrl` names. */
export function fetchNext(place: Place, nextUrl: string): Promise<PublicReviewList> {
  return ask(new URL(nextUrl, `${place.api}/`).href);
}

const aggregates = new Map<string, Promise<ReviewAggregate>>();

/** Counts and sums; asked once for all elements of the page. */
export function fetchAggregate(place: Place): Promise<ReviewAggregate> {
  const url = `${productUrl(place)}/review_aggregate`;
  const known = aggregates.get(url);
  if (known) return known;
  const asked = ask<ReviewAggregate>(url);
  aggregates.set(url, asked);
  asked.catch(() => aggregates.delete(url));
  return asked;
}

/** Has the numbers asked for again: there is a new review. */
export const forgetAggregates = (): void => aggregates.clear();

/** Sends a picture, telling how far it is (0 to 1). */
export function uploadPhoto(
  place: Place,
  file: Blob,
  onProgress: (done: number) => void,
): { readonly answer: Promise<UploadedMedia>; cancel(): void } {
  const call = new XMLHttpRequest();
  const answer = new Promise<UploadedMedia>((resolve, reject) => {
    call.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0);
    call.onload = () => {
      try {
        resolve(read<UploadedMedia>(call.status, call.responseText));
      } catch (error) {
        reject(error instanceof Error ? error : new ApiFault([]));
      }
    };
    call.onerror = () => reject(offline());
  });
  const body = new FormData();
  body.append("file", file);
  call.open("POST", `${storeUrl(place)}/media`);
  call.send(body);
  return { answer, cancel: () => call.abort() };
}

const storeUrl = (place: Place): string => `${place.api}/v1/stores/${encodeURIComponent(place.store)}`;
const productUrl = (place: Place): string =>
  `${storeUrl(place)}/products/${encodeURIComponent(place.product)}`;
const offline = (): ApiFault => new ApiFault([{ detail: words.offline, pointer: undefined }]);

async function ask<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, credentials: "omit" });
    text = await response.text();
  } catch {
    throw offline();
  }
  return read(response.status, text);
}

/** Gives the answer's body, or throws what the server found wrong. */
function read<Answer>(status: number, text: string): Answer {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiFault([{ detail: words.broken, pointer: undefined }]);
  }
  // The server checks its answers against the same contract these types come from.
  if (status < 400) return body as Answer;
  const { errors = [] } = body as { errors?: { detail?: string; source?: { pointer?: string } }[] };
  const faults = errors.map((error) => ({
    detail: error.detail ?? words.broken,
    pointer: error.source?.pointer,
  }));
  throw new ApiFault(faults.length > 0 ? faults : [{ detail: words.broken, pointer: undefined }]);
}
