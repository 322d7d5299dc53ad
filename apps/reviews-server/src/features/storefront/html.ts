/** Markup that is safe to put into a page as it is: made by `html`, and by nothing else. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it stands in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/**
 * A template whose values are escaped, unless they are markup made by `html` themselves. Lists are joined; null, undefined
 * and false leave nothing. Attributes must be written in quotes.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = template[0] ?? "";
  for (const [at, part] of parts.entries()) markup += render(part) + (template[at + 1] ?? "");
  return { markup };
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(render).join("");
}

/**
 * An address for `href` and `src`: web addresses and paths of this server as they are, nothing for anything else, since
 * `javascript:` would pass every escaping.
 */
export function safeAddress(address: string | null): string | null {
  return address !== null && /^(https?:\/\/|\/(?!\/))/i.test(address) ? address : null;
}
