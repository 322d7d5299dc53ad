import { fetchAggregate } from "./api.ts";
import { h } from "./dom.ts";
import { HarkElement, REVIEWED } from "./element.ts";
import { averageOf, starRow } from "./stars.ts";
import { words } from "./words.ts";

/**
 * `<hark-stars store product>`: the average and how many reviews it is of, with `compact` in figures only. Takes its room
 * from the start.
 */
export class HarkStars extends HarkElement {
  readonly #redraw = (): void => this.draw();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener(REVIEWED, this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener(REVIEWED, this.#redraw);
  }

  protected draw(): void {
    if (!this.root.firstChild) this.#show(0, 0);
    void fetchAggregate(this.place).then(
      ({ reviewAggregate: { reviewCount, reviewRatingValuesTotal } }) =>
        this.#show(averageOf(reviewRatingValuesTotal, reviewCount), reviewCount),
      // The page is about the product; numbers that cannot be had are left out.
      () => this.root.replaceChildren(),
    );
  }

  #show(average: number, count: number): void {
    const figures = average.toFixed(1);
    const said = this.hasAttribute("compact")
      ? words.short(figures, count)
      : `${figures} · ${words.basedOn(count)}`;
    this.root.replaceChildren(
      h(
        "span",
        { class: "aggregate" },
        starRow(average),
        h("span", { class: "dim" }, count === 0 ? "\u00a0" : said),
      ),
    );
  }
}
