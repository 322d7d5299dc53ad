import type { PublicReviewList, ReviewAggregate } from "@hark/contract";
import { ApiFault, fetchAggregate, fetchNext, fetchReviews } from "./api.ts";
import { h, sheet } from "./dom.ts";
import { HarkElement, REVIEWED } from "./element.ts";
import { Lightbox } from "./lightbox.ts";
import { reviewCard } from "./review-card.ts";
import css from "./styles/list.css?inline";
import { summaryView } from "./summary.ts";
import { words } from "./words.ts";

const styles = sheet(css);

/** `<hark-reviews store product>`: the summary and the reviews, with filter, order and more on demand. Without `product`, the whole shop's. */
export class HarkReviews extends HarkElement {
  readonly #refresh = (): void => this.#load();
  readonly #lightbox = new Lightbox();
  readonly #summary = h("div", { class: "summary" });
  readonly #list = h("div", { class: "list" });
  readonly #more = h("button", { type: "button", class: "plain more", hidden: true }, words.more);
  readonly #order = this.#orderChoice();
  #rating: number | null = null;
  // Answers may come back in another order than they were asked for; only the last question's counts.
  #question = 0;

  constructor() {
    super(styles);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener(REVIEWED, this.#refresh);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener(REVIEWED, this.#refresh);
  }

  protected draw(): void {
    this.root.replaceChildren(
      h(
        "section",
        { class: "reviews", "aria-label": words.reviews },
        this.#summary,
        h("div", { class: "tools" }, this.#order),
        this.#list,
        this.#more,
        this.#lightbox.element,
      ),
    );
    this.#load();
  }

  #load(): void {
    this.#loadSummary();
    this.#loadList();
  }

  #loadSummary(): void {
    if (!this.place.product) return;
    void fetchAggregate(this.place).then(
      (answer) => this.#drawSummary(answer),
      // The list says what is wrong.
      () => this.#summary.replaceChildren(),
    );
  }

  #drawSummary(answer: ReviewAggregate): void {
    this.#summary.replaceChildren(
      ...summaryView(answer, this.#rating, (rating) => {
        this.#rating = rating;
        this.#drawSummary(answer);
        this.#loadList();
      }),
    );
  }

  #loadList(): void {
    const choice = {
      orderBy: this.#order.querySelector("select")?.value ?? "date desc",
      rating: this.#rating,
    };
    this.#list.classList.add("stale");
    void this.#take(fetchReviews(this.place, choice), true);
  }

  async #take(asked: Promise<PublicReviewList>, isFirst: boolean): Promise<void> {
    const question = ++this.#question;
    try {
      const { reviews, nextUrl } = await asked;
      if (question !== this.#question) return;
      const cards = reviews.map((review) => reviewCard(review, this.#lightbox, !this.place.product));
      if (isFirst) this.#list.replaceChildren(...(cards.length > 0 ? cards : [this.#nothing()]));
      else this.#list.append(...cards);
      if (!isFirst) cards[0]?.focus();
      this.#more.hidden = nextUrl === null;
      this.#more.onclick = () => nextUrl && void this.#take(fetchNext(this.place, nextUrl), false);
    } catch (error) {
      if (question !== this.#question) return;
      this.#list.replaceChildren(this.#failure(error));
      this.#more.hidden = true;
    }
    this.#list.classList.remove("stale");
  }

  #nothing(): HTMLElement {
    return h(
      "p",
      { class: "nothing dim", role: "status" },
      this.#rating === null ? words.none : words.noneLeft,
    );
  }

  #failure(error: unknown): HTMLElement {
    const problem = error instanceof ApiFault ? error.message : words.broken;
    return h(
      "div",
      { class: "nothing", role: "alert" },
      h("p", {}, problem),
      h("button", { type: "button", class: "plain", onclick: () => this.#load() }, words.retry),
    );
  }

  #orderChoice(): HTMLElement {
    const options = Object.entries(words.sorts).map(([value, label]) => h("option", { value }, label));
    return h(
      "label",
      { class: "order" },
      h("span", { class: "dim" }, words.sort),
      h("select", { onchange: () => this.#loadList() }, ...options),
    );
  }
}
