import { h, icon } from "./dom.ts";
import { words } from "./words.ts";

/** Five stars, filled as far as the rating goes (0 to 5, fractions too). */
export function starRow(rating: number): HTMLElement {
  const row = h("span", { class: "star-row", role: "img", "aria-label": words.outOf(rating) });
  const layer = (name: string): HTMLElement =>
    h("span", { class: name }, ...Array.from({ length: 5 }, () => icon("star")));
  const filled = layer("filled");
  filled.style.width = `${(Math.min(Math.max(rating, 0), 5) / 5) * 100}%`;
  row.append(layer("empty"), filled);
  return row;
}

/** Average of an aggregate, to one decimal; 0 without reviews. */
export function averageOf(total: number, count: number): number {
  return count === 0 ? 0 : Math.round((total / count) * 10) / 10;
}
