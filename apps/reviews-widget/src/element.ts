import type { Place } from "./api.ts";
import { sheet } from "./dom.ts";
import base from "./styles/base.css?inline";

const baseSheet = sheet(base);
const { currentScript } = document;
const ownOrigin =
  currentScript instanceof HTMLScriptElement && currentScript.src
    ? new URL(currentScript.src).origin
    : location.origin;

/** Told to the whole page when a review was handed in. */
export const REVIEWED = "hark-reviewed";

/** What the elements have in common: shadow root, styles, `store`, `product` and `api`, drawn anew when one of them changes. */
export abstract class HarkElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ["store", "product", "api"];
  protected readonly root: ShadowRoot = this.attachShadow({ mode: "open" });
  #isDrawn = false;

  constructor(...styles: readonly CSSStyleSheet[]) {
    super();
    this.root.adoptedStyleSheets = [baseSheet, ...styles];
  }

  /** Without `api`, the server that the script came from answers. */
  protected get place(): Place {
    return {
      api: (this.getAttribute("api") || ownOrigin).replace(/\/+$/, ""),
      store: this.getAttribute("store") ?? "",
      product: this.getAttribute("product") ?? "",
    };
  }

  protected abstract draw(): void;

  connectedCallback(): void {
    this.#isDrawn = true;
    this.draw();
  }

  disconnectedCallback(): void {
    this.#isDrawn = false;
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.#isDrawn && before !== after) this.draw();
  }
}
