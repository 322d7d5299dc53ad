import { MAX_HOOK_BODY_BYTES, type ReviewEvent } from "@hark/contract";

/** A review event that may have been cut; `truncated` is there only then. */
export type FittedEvent = ReviewEvent & { readonly truncated?: true };

const MARK = "…";
/** A text that was cut keeps this much at least, so that it still says something. */
const SHORTEST = 200;

const sizeOf = (event: object): number => Buffer.byteLength(JSON.stringify(event));

/**
 * Cuts an event until its JSON has at most `limit` bytes: what a hook takes. First the lists of media go (their counts stay), then
 * the longest text is halved, over and over: an answer, the review, its title. Undefined when even that is not enough.
 */
export function fitEvent(event: ReviewEvent, limit = MAX_HOOK_BODY_BYTES): FittedEvent | undefined {
  if (sizeOf(event) <= limit) return event;
  let cut: FittedEvent = {
    ...event,
    media: { ...event.media, imageUrls: [], videoUrls: [] },
    truncated: true,
  };
  while (sizeOf(cut) > limit) {
    const shorter = withoutLongest(cut);
    if (!shorter) return undefined;
    cut = shorter;
  }
  return cut;
}

/** The event with the longest of its texts cut to half; undefined when none can be cut any more. */
function withoutLongest(event: FittedEvent): FittedEvent | undefined {
  const longest = event.attributes.reduce(
    (best, { value }, at) => (lengthOf(value) > best.length ? { at, length: lengthOf(value) } : best),
    { at: -1, length: SHORTEST },
  );
  const { title, body } = event.review;
  if (body.length > longest.length && body.length >= title.length)
    return { ...event, review: { ...event.review, body: halved(body) } };
  if (title.length > longest.length) return { ...event, review: { ...event.review, title: halved(title) } };
  if (longest.at < 0) return undefined;
  const attributes = event.attributes.map((attribute, at) =>
    at === longest.at ? { ...attribute, value: cutValue(attribute.value) } : attribute,
  );
  return { ...event, attributes };
}

type Value = ReviewEvent["attributes"][number]["value"];

function lengthOf(value: Value): number {
  if (typeof value === "number") return 0;
  return typeof value === "string" ? value.length : JSON.stringify(value).length;
}

function cutValue(value: Value): Value {
  if (typeof value === "number") return value;
  if (typeof value === "string") return halved(value);
  return value.length > 1 ? value.slice(0, Math.floor(value.length / 2)) : value.map(halved);
}

// Never between the two halves of a character.
const halved = (text: string): string =>
  text.slice(0, Math.floor((text.length - MARK.length) / 2)).replace(/[\uD800-\uDBFF]$/, "") + MARK;
