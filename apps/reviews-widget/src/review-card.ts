import type { PublicReview } from "@hark/contract";
import { countryName } from "./countries.ts";
import { h, icon } from "./dom.ts";
import type { Lightbox } from "./lightbox.ts";
import { starRow } from "./stars.ts";
import { words } from "./words.ts";

/** One review as shoppers see it; among those of other products, with the name of its own. */
export function reviewCard(review: PublicReview, lightbox: Lightbox, namesProduct: boolean): HTMLElement {
  const written = { lang: review.languageCode ?? undefined, dir: "auto" };
  return h(
    "article",
    { class: "review", tabindex: -1 },
    h(
      "header",
      {},
      starRow(review.rating),
      h("time", { class: "dim", datetime: review.dateCreated }, dateOf(review)),
    ),
    namesProduct ? h("p", { class: "dim" }, review.productName) : null,
    h("h3", written, review.title),
    h("p", { class: "body", ...written }, review.body),
    attributeList(review),
    review.media.length > 0 ? photoStrip(review, lightbox) : null,
    h("footer", {}, ...reviewerLine(review), ...badges(review)),
  );
}

const pageLanguage = (): string | undefined => document.documentElement.lang || undefined;

function dateOf({ dateCreated }: PublicReview): string {
  return new Date(dateCreated).toLocaleDateString(pageLanguage(), { dateStyle: "medium" });
}

function reviewerLine({ reviewer, variantName }: PublicReview): (Node | null)[] {
  const country = reviewer.countryCode ? countryName(reviewer.countryCode, pageLanguage() ?? "") : null;
  return [
    h("strong", {}, reviewer.displayName),
    country ? h("span", { class: "dim" }, country) : null,
    variantName ? h("span", { class: "dim" }, variantName) : null,
  ];
}

function badges({ reviewer, isRecommended, isIncentivized }: PublicReview): (Node | null)[] {
  return [
    reviewer.isVerified
      ? h("span", { class: "badge good", title: words.verifiedMeans }, icon("check"), words.verified)
      : null,
    isRecommended === null
      ? null
      : h("span", { class: "badge" }, isRecommended ? words.recommends : words.advisesAgainst),
    isIncentivized ? h("span", { class: "badge" }, words.incentivized) : null,
  ];
}

function attributeList({ attributes }: PublicReview): HTMLElement | null {
  if (attributes.length === 0) return null;
  const rows = attributes.map((answer) =>
    h(
      "div",
      {},
      h("dt", { class: "dim" }, answer.title),
      h("dd", {}, typeof answer.value === "number" ? scaleOf(answer, answer.value) : listed(answer.value)),
    ),
  );
  return h("dl", {}, ...rows);
}

const listed = (value: string | string[]): string => (Array.isArray(value) ? value.join(", ") : value);

/** Where an answer lies between the ends of its scale. */
function scaleOf(answer: PublicReview["attributes"][number], value: number): HTMLElement {
  const { min = 1, max = 5, minLabel, midLabel, maxLabel } = answer;
  const dot = h("span", { class: "dot" });
  dot.style.insetInlineStart = `${max > min ? ((value - min) / (max - min)) * 100 : 50}%`;
  const nearest =
    value === min ? minLabel : value === max ? maxLabel : value * 2 === min + max ? midLabel : "";
  return h(
    "span",
    { class: "measure", role: "img", "aria-label": nearest || `${value} (${min} – ${max})` },
    h("span", { class: "line" }, dot),
    h(
      "span",
      { class: "ends dim" },
      h("span", {}, minLabel ?? String(min)),
      h("span", {}, maxLabel ?? String(max)),
    ),
  );
}

function photoStrip({ media }: PublicReview, lightbox: Lightbox): HTMLElement {
  return h(
    "div",
    { class: "strip" },
    ...media.map((image, at) =>
      h(
        "button",
        {
          type: "button",
          "aria-label": words.enlarge(at + 1),
          onclick: () => lightbox.show(image.url, words.photo(at + 1)),
        },
        h("img", {
          src: image.thumbnailUrl,
          alt: words.photo(at + 1),
          loading: "lazy",
          width: 88,
          height: 88,
        }),
      ),
    ),
  );
}
