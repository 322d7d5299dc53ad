import { escapeHtml, safeAddress } from "../storefront/html.ts";

/** What a request's mail is made of; addresses are whole. */
export interface MailSetup {
  readonly storeName: string;
  readonly productName: string;
  readonly variantName: string | null;
  readonly imageUrl: string | null;
  readonly reviewerName: string;
  readonly orderId: string;
  /** What a review earns, in prose; null when nothing. */
  readonly reward: string | null;
  /** The request's link. */
  readonly url: string;
}

/** A mail ready to go: both bodies say the same. */
export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const stars = [
  [5, "Excellent"],
  [4, "Very good"],
  [3, "Good"],
  [2, "Fair"],
  [1, "Poor"],
] as const;

/** The mail that asks for a review. Everything that was typed by someone is escaped in its HTML. */
export function requestMail(setup: MailSetup): Mail {
  const firstName = setup.reviewerName.trim().split(/\s+/)[0] ?? "";
  const hello = firstName ? `Hello ${firstName},` : "Hello,";
  const thing = setup.variantName ? `${setup.productName} (${setup.variantName})` : setup.productName;
  const ask = `You bought ${thing} in order ${setup.orderId}. How do you like it?`;
  const fair = "Praise or criticism: every honest review is welcome and helps the next person choose.";
  const reward = setup.reward === null ? null : `Your thank-you, whatever you write: ${setup.reward}.`;
  const why = `You get this mail because you bought at ${setup.storeName}. There is nothing to unsubscribe from.`;
  return {
    subject: oneLine(`How do you like your ${setup.productName}?`),
    html: htmlBody(setup, { hello, ask, fair, reward, why }),
    text: [
      hello,
      "",
      ask,
      "",
      "Choose your stars:",
      ...stars.map(
        ([rating, word]) =>
          `${"★".repeat(rating)}${"☆".repeat(5 - rating)} ${word}: ${setup.url}?rating=${rating}`,
      ),
      "",
      fair,
      ...(reward === null ? [] : [reward]),
      "",
      `Or write without choosing first: ${setup.url}`,
      "",
      setup.storeName,
      "",
      why,
      "",
    ].join("\n"),
  };
}

/** A line break in a subject would start a header of its own. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

interface Words {
  readonly hello: string;
  readonly ask: string;
  readonly fair: string;
  readonly reward: string | null;
  readonly why: string;
}

const FONT = "font-family:Helvetica,Arial,sans-serif";

// Tables and inline styles: what mail programs of the last twenty years agree on.
function htmlBody(setup: MailSetup, words: Words): string {
  const e = escapeHtml;
  const url = e(setup.url);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${e(words.ask)}</title>
<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){.page{background:#14171a!important}.card{background:#1c2125!important}.text{color:#eceff1!important}.dim{color:#a3b0af!important}.line{border-color:#2d3438!important}}@media (max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}.star{font-size:38px!important}}</style></head>
<body class="page" style="margin:0;padding:0;background:#f7f8fa">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f8fa"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:12px">
<tr><td class="pad line" style="padding:22px 40px;border-bottom:1px solid #e4e7ec"><p class="text" style="margin:0;${FONT};font-size:18px;font-weight:bold;color:#101828">${e(setup.storeName)}</p></td></tr>
${pictureRow(setup)}
<tr><td class="pad" style="padding:28px 40px 8px"><p class="text" style="margin:0 0 12px;${FONT};font-size:16px;line-height:24px;color:#101828">${e(words.hello)}</p>
<p class="text" style="margin:0;${FONT};font-size:16px;line-height:24px;color:#101828">${e(words.ask)}</p></td></tr>
<tr><td align="center" style="padding:16px 12px 4px">${starLinks(url)}</td></tr>
<tr><td align="center" class="pad" style="padding:12px 40px 20px"><table role="presentation" cellpadding="0" cellspacing="0"><tr><td style="border-radius:8px;background:#0b6b6b"><a href="${url}" style="display:inline-block;padding:13px 28px;${FONT};font-size:16px;font-weight:bold;color:#ffffff;text-decoration:none">Write a review</a></td></tr></table></td></tr>
<tr><td align="center" class="pad" style="padding:0 40px 28px"><p class="dim" style="margin:0;${FONT};font-size:14px;line-height:21px;color:#475467">${e(words.fair)}${words.reward === null ? "" : `<br>${e(words.reward)}`}</p></td></tr>
<tr><td class="pad line" style="padding:18px 40px;border-top:1px solid #e4e7ec"><p class="dim" style="margin:0;${FONT};font-size:12px;line-height:18px;color:#475467">${e(words.why)}</p></td></tr>
</table></td></tr></table></body></html>`;
}

function pictureRow({ imageUrl, productName }: MailSetup): string {
  const address = safeAddress(imageUrl);
  if (address === null) return "";
  return `<tr><td align="center" style="padding:28px 20px 0"><img src="${escapeHtml(address)}" alt="${escapeHtml(productName)}" width="240" height="240" style="display:block;width:240px;height:240px;border-radius:12px;object-fit:cover;border:0"></td></tr>`;
}

/** One link per rating, from one star to five: the page it opens has that many chosen and writes nothing yet. */
function starLinks(url: string): string {
  const links = stars
    .toReversed()
    .map(
      ([rating, word]) =>
        `<td style="padding:0 5px"><a class="star" href="${url}?rating=${rating}" title="${word}" aria-label="${rating} of 5 stars: ${word}" style="${FONT};font-size:44px;line-height:52px;color:#f5a524;text-decoration:none">&#9733;</a></td>`,
    );
  const end = `class="dim" style="${FONT};font-size:12px;line-height:16px;color:#475467"`;
  const ends = `<tr><td colspan="2" align="left" ${end}>&nbsp; Poor</td><td></td><td colspan="2" align="right" ${end}>Excellent</td></tr>`;
  return `<table role="presentation" cellpadding="0" cellspacing="0"><tr>${links.join("")}</tr>${ends}</table>`;
}
