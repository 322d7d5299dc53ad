import type { StoreRow } from "../stores/store.ts";
import { type Html, html } from "./html.ts";

/** A whole page in the shop's frame. `store` is missing where nobody can tell whose page it is. */
export function layout(
  title: string,
  store: Pick<StoreRow, "slug" | "name" | "locale"> | null,
  body: Html,
): string {
  return html`<!doctype html>
<html lang="${store?.locale ?? "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/shop/style.css">
<script src="/widget/hark-reviews.js" defer></script>
</head>
<body>
${store && shopHeader(store)}
<main>${body}</main>
${store && html`<footer class="shop-footer"><p>${store.name}</p><p>Reviews by Hark</p></footer>`}
</body>
</html>`.markup;
}

function shopHeader({ slug, name }: Pick<StoreRow, "slug" | "name">): Html {
  const home = `/shop/${slug}`;
  return html`<header class="shop-header"><a class="shop-name" href="${home}">${name}</a><nav><a href="${home}">Shop</a></nav></header>`;
}
