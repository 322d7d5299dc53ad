import type { ReviewForm, SubmissionAnswer } from "@hark/contract";
import { ApiFault, type Place, submitReview } from "./api.ts";
import { h } from "./dom.ts";
import { type Draft, dropDraft, keepDraft, newDraft, restoreDraft } from "./draft.ts";
import type { Field } from "./field.ts";
import { starRow } from "./stars.ts";
import { makeSteps, type Step } from "./steps.ts";
import { fieldPointer, submissionOf } from "./submission.ts";
import { words } from "./words.ts";

/** What a form is made from. */
export interface FormSetup {
  readonly place: Place;
  readonly form: ReviewForm;
  /** Of the request that led here, or null. */
  readonly token: string | null;
  /** Chosen before the form opened, such as by a star in a mail. */
  readonly rating: number | null;
  onDone(answer: SubmissionAnswer): void;
}

const PICK_PAUSE_MS = 280;

/** The form: one step at a time, everything kept when one goes back, closes it or reloads the page. */
export class FormView {
  readonly element: HTMLFormElement;
  readonly #setup: FormSetup;
  readonly #draft: Draft;
  readonly #steps: readonly Step[];
  readonly #panels: readonly HTMLElement[];
  readonly #bars: readonly HTMLElement[];
  readonly #given = h("span", { class: "given" });
  readonly #small = h("p", { class: "small" });
  readonly #alert = h("p", { class: "alert", role: "alert" });
  readonly #back = h(
    "button",
    { type: "button", class: "plain", onclick: () => this.#go(this.#at - 1) },
    words.back,
  );
  readonly #next = h("button", { type: "submit", class: "primary" }, words.next);
  #at = 0;
  #isSending = false;

  constructor(setup: FormSetup) {
    this.#setup = setup;
    this.#draft = restoreDraft(setup.place, newDraft(setup.form));
    if (setup.rating !== null) this.#draft.rating = setup.rating;
    this.#steps = makeSteps({
      place: setup.place,
      form: setup.form,
      draft: this.#draft,
      changed: () => keepDraft(setup.place, this.#draft),
      onPick: () => this.#picked(),
    });
    this.#panels = this.#steps.map(panelOf);
    this.#bars = this.#steps.map(() => h("span", {}));
    this.element = h(
      "form",
      { class: "form", novalidate: true, onsubmit: (event) => this.#submitted(event) },
      productLine(setup.form, this.#given),
      h("div", { class: "progress", role: "img" }, ...this.#bars),
      h("div", { class: "panels" }, ...this.#panels),
      this.#alert,
      h("div", { class: "buttons" }, this.#back, this.#next),
      this.#small,
    );
    this.#show(setup.rating === null ? 0 : 1);
  }

  /** Moves the focus to where the shopper goes on. */
  focus(): void {
    if (this.#at === 0) this.#steps[0]?.fields[0]?.focus();
    else this.#panels[this.#at]?.querySelector("h2")?.focus();
  }

  #picked(): void {
    // Long enough to see the stars fill.
    setTimeout(() => this.#at === 0 && this.#go(1), PICK_PAUSE_MS);
  }

  #go(to: number): void {
    this.#show(to);
    this.focus();
  }

  #show(at: number): void {
    this.#at = at;
    for (const [index, panel] of this.#panels.entries()) panel.hidden = index !== at;
    for (const [index, bar] of this.#bars.entries()) bar.className = index <= at ? "reached" : "";
    this.#bars[0]?.parentElement?.setAttribute("aria-label", words.stepOf(at + 1, this.#steps.length));
    const { rating } = this.#draft;
    this.#given.replaceChildren(...(at > 0 && rating ? [starRow(rating)] : []));
    const isLast = at === this.#steps.length - 1;
    this.#back.hidden = at === 0;
    this.#next.textContent = isLast ? words.submit : words.next;
    this.#small.textContent = smallPrint(this.#setup.form, isLast);
    this.#alert.textContent = "";
  }

  #submitted(event: Event): void {
    event.preventDefault();
    if (this.#isSending || !this.#checkStep(this.#at)) return;
    if (this.#at < this.#steps.length - 1) {
      this.#go(this.#at + 1);
      return;
    }
    // A restored draft may have been left halfway in an earlier step.
    const wrong = this.#steps.findIndex(({ fields }) => fields.some((field) => field.check() !== null));
    if (wrong >= 0) {
      this.#show(wrong);
      this.#checkStep(wrong);
      return;
    }
    void this.#send();
  }

  #checkStep(at: number): boolean {
    const { fields } = this.#steps[at] ?? { fields: [] };
    for (const field of fields) field.show(field.check());
    const first = fields.find((field) => field.check() !== null);
    first?.focus();
    return first === undefined;
  }

  async #send(): Promise<void> {
    const { place, form, token } = this.#setup;
    const { review, answered } = submissionOf(this.#draft, form, {
      productId: place.product,
      token,
      locale: document.documentElement.lang,
    });
    this.#sending(true);
    try {
      const answer = await submitReview(place, review);
      dropDraft(place);
      this.#setup.onDone(answer);
    } catch (error) {
      this.#sending(false);
      this.#fail(error instanceof ApiFault ? error : new ApiFault([]), answered);
    }
  }

  #sending(isSending: boolean): void {
    this.#isSending = isSending;
    this.#next.textContent = isSending ? words.sending : words.submit;
    this.#next.setAttribute("aria-disabled", String(isSending));
  }

  /** Shows each fault at its field and goes to the first; what belongs to no field stands above the buttons. */
  #fail(error: ApiFault, answered: readonly string[]): void {
    let first: { readonly at: number; readonly field: Field } | undefined;
    const unplaced: string[] = [];
    for (const { detail, pointer } of error.faults) {
      const wanted = fieldPointer(pointer, answered);
      const at = this.#steps.findIndex(({ fields }) => fields.some((field) => field.pointer === wanted));
      const field = this.#steps[at]?.fields.find((candidate) => candidate.pointer === wanted);
      if (field) field.show(sentence(detail));
      else unplaced.push(sentence(detail));
      if (field && (!first || at < first.at)) first = { at, field };
    }
    if (first) {
      this.#show(first.at);
      first.field.focus();
    }
    this.#alert.textContent = unplaced.join(" ") || (error.faults.length === 0 ? words.offline : "");
  }
}

const sentence = (detail: string): string => detail.charAt(0).toUpperCase() + detail.slice(1);

function panelOf(step: Step): HTMLElement {
  return h(
    "section",
    { class: "panel" },
    h("h2", { tabindex: -1 }, step.title),
    ...step.fields.map(({ element }) => element),
  );
}

function productLine({ product, request }: ReviewForm, given: HTMLElement): HTMLElement {
  const variant = product.variants.find(({ variantId }) => variantId === request?.variantId);
  return h(
    "div",
    { class: "product" },
    product.imageUrl
      ? h("img", { src: product.imageUrl, alt: "", width: 48, height: 48 })
      : h("span", { class: "no-image" }),
    h(
      "div",
      {},
      h("strong", {}, product.productName),
      h(
        "div",
        { class: "product-sub" },
        variant ? h("span", { class: "dim" }, variant.variantName) : null,
        given,
      ),
    ),
  );
}

/** What holds for everybody's review; on the last screen, what becomes of the name and the address. */
function smallPrint({ store, reward }: ReviewForm, isLast: boolean): string {
  if (isLast && store.privacyNote) return store.privacyNote;
  return reward ? `${words.fair} ${words.fairReward(reward.description)}` : words.fair;
}
