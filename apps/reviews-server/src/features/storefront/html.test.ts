import { describe, expect, test } from "vitest";
import type { ProductRow } from "../products/store.ts";
import type { StoreRow } from "../stores/store.ts";
import { html, safeAddress } from "./html.ts";
import { noticePage, productPage, requestPage, shopPage } from "./pages.ts";

const evil = `"><img src=x onerror=alert(1)>'`;
const at = new Date("2026-01-01T00:00:00Z");

const store: StoreRow = {
  orgId: "0".repeat(24),
  id: "1".repeat(24),
  slug: "demo",
  name: evil,
  url: null,
  currency: "USD",
  locale: "en",
  countryCode: null,
  askCountry: false,
  privacyNote: evil,
  autoPublish: true,
  widgetSeenAt: null,
  createdAt: at,
  updatedAt: at,
};
const product: ProductRow = {
  productId: evil,
  productName: evil,
  handle: null,
  url: null,
  imageUrl: `javascript:alert("${evil}")`,
  description: evil,
  variants: [{ variantId: "1", variantName: evil, sku: null }],
  createdAt: at,
  updatedAt: at,
};

describe("html", () => {
  test("escapes values and keeps what it made itself", () => {
    const inner = html`<b>${"a < b & \"c\" 'd'"}</b>`;
    expect(html`<p title="${'x"y'}">${inner}${[html`<i></i>`, "<"]}${null}${false}${0}</p>`.markup).toBe(
      '<p title="x&quot;y"><b>a &lt; b &amp; &quot;c&quot; &#39;d&#39;</b><i></i>&lt;0</p>',
    );
  });

  test.each([
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:x",
    "data:text/html,x",
    "//other.example",
    "x",
  ])("takes %j for no address", (address) => expect(safeAddress(address)).toBeNull());

  test.each(["https://a.example/p.png", "http://127.0.0.1:4400/x", "/demo/p.svg"])(
    "keeps the address %j",
    (address) => expect(safeAddress(address)).toBe(address),
  );
});

describe("pages", () => {
  test.each([
    ["shop", shopPage(store, [product])],
    ["product", productPage(store, product)],
    [
      "request",
      requestPage(
        store,
        { productId: evil, productUrl: `javascript:${evil}`, reviewerName: evil, token: evil },
        4,
      ),
    ],
    ["notice", noticePage(store, { title: evil, text: evil })],
  ])("the %s page lets no text of others become markup", (_name, markup) => {
    expect(markup).not.toContain("<img src=x");
    expect(markup).not.toContain(`"${evil}`);
    expect(markup).not.toContain("javascript:");
    expect(markup).toContain("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;");
  });

  test("hands the stars of the mail to the form", () => {
    const request = { productId: "p", productUrl: null, reviewerName: "Robin Example", token: "t" };
    expect(requestPage(store, request, 4)).toContain('rating="4"');
    expect(requestPage(store, request, null)).not.toContain("rating=");
    expect(requestPage(store, request, null)).toContain("Robin, how do you like it?");
  });
});
