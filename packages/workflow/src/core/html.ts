const forTemplates: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};

const forHtml: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as `{{ }}` puts it out: the characters that Handlebars escapes. */
export const escapeAsHandlebars = (text: string): string =>
  /[&<>"'`=]/.test(text) ? text.replaceAll(/[&<>"'`=]/g, (char) => forTemplates[char] ?? char) : text;

/** A text that is safe inside of HTML and its quoted attributes. */
export const escapeHtml = (text: string): string =>
  /[&<>"']/.test(text) ? text.replaceAll(/[&<>"']/g, (char) => forHtml[char] ?? char) : text;
