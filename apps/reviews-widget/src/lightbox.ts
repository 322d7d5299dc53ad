import { h, icon } from "./dom.ts";
import { words } from "./words.ts";

/** A picture as large as the window allows. */
export class Lightbox {
  readonly #image = h("img", { alt: "" });
  readonly element: HTMLDialogElement = h(
    "dialog",
    { class: "lightbox", onclick: () => this.element.close() },
    h("button", { type: "button", class: "close", "aria-label": words.close }, icon("close")),
    this.#image,
  );

  /** Shows a picture until it is clicked away or Escape is pressed. */
  show(address: string, name: string): void {
    this.#image.src = address;
    this.#image.alt = name;
    this.element.showModal();
  }
}
