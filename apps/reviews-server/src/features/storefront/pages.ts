import type { ProductRow } from "../products/store.ts";
import type { StoreRow } from "../stores/store.ts";
import { type Html, html, safeAddress } from "./html.ts";
import { layout } from "./layout.ts";

/** The demo shop's front page: everything it sells. */
export function shopPage(store: StoreRow, products: readonly ProductRow[]): string {
  const cards = products.map((product) => productCard(store, product));
  return layout(
    store.name,
    store,
    html`<section class="hero"><h1>${store.name}</h1><p>Made to be used every day.</p></section>
${cards.length > 0 ? html`<ul class="grid">${cards}</ul>` : html`<p class="empty">There is nothing on the shelves yet.</p>`}`,
  );
}

function productCard(store: StoreRow, product: ProductRow): Html {
  return html`<li><a class="product-card" href="${productPath(store, product)}">
${picture(product, "")}
<h2>${product.productName}</h2>
<hark-stars compact store="${store.slug}" product="${product.productId}"></hark-stars>
</a></li>`;
}

/** A product's page: what it is, how it is rated, the way to rate it, and its reviews. */
export function productPage(store: StoreRow, product: ProductRow): string {
  const { productId, productName, description, variants } = product;
  return layout(
    `${productName} – ${store.name}`,
    store,
    html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/shop/${store.slug}">Shop</a> <span aria-hidden="true">/</span> ${productName}</nav>
<article class="product">
<div class="product-picture">${picture(product, productName)}</div>
<div class="product-about">
<h1>${productName}</h1>
<a class="stars-link" href="#reviews"><hark-stars store="${store.slug}" product="${productId}"></hark-stars></a>
${description !== null && html`<p class="description">${description}</p>`}
${variants.length > 0 && html`<h2>Comes as</h2><ul class="variants">${variants.map(({ variantName }) => html`<li>${variantName}</li>`)}</ul>`}
<hark-write-review store="${store.slug}" product="${productId}"></hark-write-review>
</div>
</article>
<section id="reviews" class="reviews"><h2>Customer reviews</h2>
<hark-reviews store="${store.slug}" product="${productId}"></hark-reviews></section>`,
  );
}

/** The form behind a request's link. `rating` is the star that was chosen in the mail. */
export function requestPage(
  store: StoreRow,
  request: {
    readonly productId: string;
    readonly productUrl: string | null;
    readonly reviewerName: string;
    readonly token: string;
  },
  rating: number | null,
): string {
  const firstName = request.reviewerName.trim().split(/\s+/)[0] ?? "";
  return layout(
    `Your review – ${store.name}`,
    store,
    html`<section class="hosted">
<h1>${firstName ? `${firstName}, how do you like it?` : "How do you like it?"}</h1>
<p>Two minutes of yours help the next person choose well.</p>
<hark-write-review inline store="${store.slug}" product="${request.productId}" request-token="${request.token}"${
      rating === null ? null : html` rating="${rating}"`
    }></hark-write-review>
<p class="aside"><a href="${productAddress(store, request)}">See it in the shop</a></p>
<noscript><p>The form needs JavaScript. Please switch it on for this page.</p></noscript>
</section>`,
  );
}

/** A page that says kindly why there is nothing to fill in or to see. */
export function noticePage(
  store: StoreRow | null,
  notice: { readonly title: string; readonly text: string; readonly link?: { href: string; label: string } },
): string {
  const { title, text, link } = notice;
  return layout(
    title,
    store,
    html`<section class="notice"><h1>${title}</h1><p>${text}</p>
${link && html`<p><a class="button" href="${link.href}">${link.label}</a></p>`}</section>`,
  );
}

/** The path of a product's page. */
function productPath(store: { readonly slug: string }, product: { readonly productId: string }): string {
  return `/shop/${store.slug}/products/${encodeURIComponent(product.productId)}`;
}

/** Where the shop shows a product: on its own pages when it has told, else on those here. */
export function productAddress(
  store: { readonly slug: string },
  product: { readonly productId: string; readonly productUrl: string | null },
): string {
  return safeAddress(product.productUrl) ?? productPath(store, product);
}

function picture({ imageUrl, productName }: ProductRow, alt: string): Html {
  const address = safeAddress(imageUrl);
  return address === null
    ? html`<div class="picture none" aria-hidden="true">${productName.charAt(0)}</div>`
    : html`<img class="picture" src="${address}" alt="${alt}" width="600" height="600">`;
}
