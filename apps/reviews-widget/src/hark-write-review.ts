import type { SubmissionAnswer } from "@hark/contract";
import { ApiFault, fetchForm, forgetAggregates } from "./api.ts";
import { h, icon, sheet } from "./dom.ts";
import { HarkElement, REVIEWED } from "./element.ts";
import { FormView } from "./review-form.ts";
import fieldsCss from "./styles/fields.css?inline";
import formCss from "./styles/form.css?inline";
import { thanksView } from "./thanks.ts";
import { words } from "./words.ts";

const styles = [sheet(formCss), sheet(fieldsCss)];

/**
 * `<hark-write-review store product>`: a button that opens the review form in a dialog, or with `inline` the form itself.
 * `rating` sets the stars beforehand; `request-token` names the request that led here; `label` replaces the button's words.
 */
export class HarkWriteReview extends HarkElement {
  static override readonly observedAttributes: readonly string[] = [
    ...HarkElement.observedAttributes,
    "inline",
    "rating",
    "request-token",
    "label",
  ];
  #dialog: HTMLDialogElement | null = null;
  #content = h("div", { class: "content" });
  #isReady = false;

  constructor() {
    super(...styles);
  }

  /** Opens the dialog. */
  open(): void {
    this.#dialog?.showModal();
    if (!this.#isReady) void this.#load();
  }

  protected draw(): void {
    this.#isReady = false;
    this.#content = h("div", { class: "content" });
    if (this.hasAttribute("inline")) {
      this.#dialog = null;
      this.root.replaceChildren(h("div", { class: "card" }, this.#content));
      void this.#load();
      return;
    }
    this.#dialog = h(
      "dialog",
      { class: "card", "aria-label": words.write, onclick: (event) => this.#clicked(event) },
      h(
        "button",
        { type: "button", class: "close", "aria-label": words.close, onclick: () => this.#close() },
        icon("close"),
      ),
      this.#content,
    );
    const label = this.getAttribute("label") || words.write;
    this.root.replaceChildren(
      h("button", { type: "button", class: "primary", part: "button", onclick: () => this.open() }, label),
      this.#dialog,
    );
  }

  #clicked(event: Event): void {
    // Only the backdrop is the dialog itself: everything inside lies on elements of its own.
    if (event.target === this.#dialog) this.#close();
  }

  #close(): void {
    this.#dialog?.close();
  }

  async #load(): Promise<void> {
    const content = this.#content;
    const { place } = this;
    const token = this.getAttribute("request-token");
    content.replaceChildren(h("p", { class: "dim wait", role: "status" }, words.loading));
    try {
      const form = await fetchForm(place, token);
      const view = new FormView({
        place,
        form,
        token,
        rating: starsOf(this.getAttribute("rating")),
        onDone: (answer) => this.#done(content, answer),
      });
      content.replaceChildren(view.element);
      this.#isReady = true;
      if (this.#dialog?.open) view.focus();
    } catch (error) {
      const problem = error instanceof ApiFault ? error.message : words.broken;
      content.replaceChildren(
        h("p", { class: "alert", role: "alert" }, problem),
        h("button", { type: "button", class: "plain", onclick: () => void this.#load() }, words.retry),
      );
    }
  }

  #done(content: HTMLElement, answer: SubmissionAnswer): void {
    const { store, product } = this.place;
    const thanks = thanksView(answer, this.#dialog ? () => this.#close() : null);
    content.replaceChildren(thanks);
    thanks.querySelector("h2")?.focus();
    // The next opening starts a new review.
    this.#isReady = false;
    forgetAggregates();
    document.dispatchEvent(
      new CustomEvent(REVIEWED, {
        detail: { store, product, reviewId: answer.reviewId, status: answer.status },
      }),
    );
  }
}

/** One to five, or null. */
function starsOf(text: string | null): number | null {
  return text && /^[1-5]$/.test(text) ? Number(text) : null;
}
