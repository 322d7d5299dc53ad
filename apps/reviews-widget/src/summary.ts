import type { ReviewAggregate } from "@hark/contract";
import { h, icon } from "./dom.ts";
import { averageOf, starRow } from "./stars.ts";
import { words } from "./words.ts";

/** Average, number and histogram of a product's reviews; a bar shows only its reviews, and all again when it is chosen twice. */
export function summaryView(
  { reviewAggregate: numbers }: ReviewAggregate,
  chosen: number | null,
  onChoose: (rating: number | null) => void,
): HTMLElement[] {
  const { reviewCount, reviewRatingValuesTotal, reviewCountByLevel: levels } = numbers;
  if (reviewCount === 0) return [];
  const average = averageOf(reviewRatingValuesTotal, reviewCount);
  const counts = [
    levels.level1Count,
    levels.level2Count,
    levels.level3Count,
    levels.level4Count,
    levels.level5Count,
  ];
  return [
    h(
      "div",
      { class: "average" },
      h("span", { class: "number" }, average.toFixed(1)),
      h("div", {}, starRow(average), h("div", { class: "dim" }, words.basedOn(reviewCount))),
    ),
    h(
      "div",
      { class: "histogram" },
      ...[5, 4, 3, 2, 1].map((rating) => bar(rating, counts[rating - 1] ?? 0, reviewCount, chosen, onChoose)),
    ),
  ];
}

function bar(
  rating: number,
  count: number,
  all: number,
  chosen: number | null,
  onChoose: (rating: number | null) => void,
): HTMLElement {
  const fill = h("span", { class: "fill" });
  fill.style.width = `${(count / all) * 100}%`;
  return h(
    "button",
    {
      type: "button",
      class: chosen !== null && chosen !== rating ? "bar faded" : "bar",
      "aria-pressed": String(chosen === rating),
      title: words.only,
      disabled: count === 0,
      onclick: () => onChoose(chosen === rating ? null : rating),
    },
    h(
      "span",
      { class: "level" },
      String(rating),
      icon("star"),
      h("span", { class: "unseen" }, words.starsHave),
    ),
    h("span", { class: "track" }, fill),
    h("span", { class: "dim" }, count.toLocaleString()),
  );
}
