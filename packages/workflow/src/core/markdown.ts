import { escapeHtml } from "./html.ts";

/** A line of Markdown by what it begins with. */
type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "bullet" | "number" | "quote" | "plain"; readonly text: string }
  | { readonly kind: "blank" | "rule"; readonly text: "" };

interface Style {
  readonly mark: string;
  readonly tag: string;
}

// The longer marks first: ** is not twice *.
const styles: readonly Style[] = [
  { mark: "**", tag: "strong" },
  { mark: "__", tag: "strong" },
  { mark: "~~", tag: "del" },
  { mark: "*", tag: "em" },
  { mark: "_", tag: "em" },
];
const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s"'<>`\\]+$/i;
const MAX_ADDRESS = 2_000;
// A longer text is no Markdown that somebody wrote; it stays as it is.
const MAX_MARKDOWN = 50_000;
const MARKS = /[\\`[*_~]/;
/** What a mark costs beside the other letters, in units of work. */
export const COST_OF_MARK = 2;
const MARK_CHARS = "\\`[*_~";
const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char);

/** What the marks of a text cost, in units of work: each is looked for elsewhere. */
export function costOfMarkdown(markdown: string): number {
  if (markdown.length > MAX_MARKDOWN) return 0;
  let marks = 0;
  for (const char of markdown) if (MARK_CHARS.includes(char)) marks += 1;
  return marks * COST_OF_MARK;
}

function blockOf(line: string): Block {
  const text = line.trimStart();
  if (text === "") return { kind: "blank", text: "" };
  if (/^(?:-{3,}|\*{3,}|_{3,})\s*$/.test(text)) return { kind: "rule", text: "" };
  const heading = /^(#{1,6})\s+/.exec(text);
  if (heading)
    return { kind: "heading", level: heading[1]?.length ?? 1, text: text.slice(heading[0].length) };
  const bullet = /^[-*+]\s+/.exec(text);
  if (bullet) return { kind: "bullet", text: text.slice(bullet[0].length) };
  const numbered = /^\d{1,9}[.)]\s+/.exec(text);
  if (numbered) return { kind: "number", text: text.slice(numbered[0].length) };
  if (text.startsWith(">")) return { kind: "quote", text: text.slice(1).trimStart() };
  return { kind: "plain", text };
}

const wrappers: Readonly<Record<string, readonly [string, string]>> = {
  bullet: ["<ul>", "</ul>"],
  number: ["<ol>", "</ol>"],
  quote: ["<blockquote>", "</blockquote>"],
  plain: ["<p>", "</p>"],
};

/**
 * Markdown as HTML that is safe to show: headings, lists, quotes, code, rules, emphasis and links to http, https and mailto. All
 * else is text, HTML included. Linear in the text.
 */
export function markdownToHtml(markdown: string): string {
  if (markdown.length > MAX_MARKDOWN) return `<p>${escapeHtml(markdown)}</p>`;
  const lines = markdown.split(/\r?\n/);
  const html: string[] = [];
  let open = "";
  const close = (): void => {
    if (open !== "") html.push(wrappers[open]?.[1] ?? "");
    open = "";
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.startsWith("```")) {
      close();
      const end = fenceEnd(lines, at);
      html.push(`<pre><code>${escapeHtml(lines.slice(at + 1, end).join("\n"))}</code></pre>`);
      at = end;
      continue;
    }
    const block = blockOf(line);
    if (block.kind === "blank" || block.kind === "rule" || block.kind === "heading") {
      close();
      if (block.kind === "rule") html.push("<hr>");
      if (block.kind === "heading") html.push(`<h${block.level}>${inline(block.text)}</h${block.level}>`);
      continue;
    }
    if (open !== block.kind) {
      close();
      open = block.kind;
      html.push(wrappers[open]?.[0] ?? "");
    } else if (block.kind === "plain" || block.kind === "quote") html.push("<br>");
    const isItem = block.kind === "bullet" || block.kind === "number";
    html.push(isItem ? `<li>${inline(block.text)}</li>` : inline(block.text));
  }
  close();
  return html.join("");
}

function fenceEnd(lines: readonly string[], start: number): number {
  for (let at = start + 1; at < lines.length; at += 1) if (lines[at]?.startsWith("```")) return at;
  return lines.length;
}

/** Markdown as the text it stands for: the marks go, what they mark stays. Linear in the text. */
export function removeMarkdown(markdown: string): string {
  if (markdown.length > MAX_MARKDOWN) return markdown;
  const shown: string[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    if (line.startsWith("```")) continue;
    const block = blockOf(line);
    if (block.kind === "rule") continue;
    shown.push(spans(block.text, asText));
  }
  return shown.join("\n");
}

/** How the parts of a line are put out. */
interface Writer {
  text(text: string): string;
  code(text: string): string;
  link(text: string, address: string): string;
  style(tag: string, isOpening: boolean): string;
}

const asHtml: Writer = {
  text: escapeHtml,
  code: (text) => `<code>${escapeHtml(text)}</code>`,
  link: (text, address) =>
    `<a href="${escapeHtml(address)}" rel="noopener noreferrer nofollow">${escapeHtml(text)}</a>`,
  style: (tag, isOpening) => `<${isOpening ? "" : "/"}${tag}>`,
};
const asText: Writer = {
  text: (text) => text,
  code: (text) => text,
  link: (text) => text,
  style: () => "",
};

const inline = (text: string): string => spans(text, asHtml);

/** Walks a line once. A mark counts when its other one is there, which is known from the last place of each mark. */
function spans(line: string, writer: Writer): string {
  if (!MARKS.test(line)) return writer.text(line);
  const last = new Map(styles.map(({ mark }) => [mark, line.lastIndexOf(mark)]));
  const opened: { readonly style: Style; readonly at: number }[] = [];
  const out: string[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") out.push(writer.text(plain));
    plain = "";
  };
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === "\\" && /[\\`*_~[\]()#>-]/.test(line.charAt(at + 1))) {
      plain += line.charAt(at + 1);
      at += 2;
      continue;
    }
    const whole = char === "`" ? codeAt(line, at) : char === "[" ? linkAt(line, at) : undefined;
    if (whole) {
      flush();
      out.push(
        whole.address === undefined ? writer.code(whole.text) : writer.link(whole.text, whole.address),
      );
      at = whole.end;
      continue;
    }
    const style = styles.find(({ mark }) => line.startsWith(mark, at));
    const isOpen = style !== undefined && opened.some((entry) => entry.style === style);
    if (style && isOpen && closes(line, at, style)) {
      flush();
      // What was opened inside of it ends with it.
      for (let entry = opened.pop(); entry; entry = opened.pop()) {
        out.push(writer.style(entry.style.tag, false));
        if (entry.style === style) break;
      }
      at += style.mark.length;
    } else if (style && !isOpen && opens(line, at, style) && (last.get(style.mark) ?? -1) > at) {
      flush();
      out.push(writer.style(style.tag, true));
      opened.push({ style, at: out.length - 1 });
      at += style.mark.length;
    } else {
      plain += style ? style.mark : char;
      at += style ? style.mark.length : 1;
    }
  }
  flush();
  return closeAll(out, opened, writer);
}

/** A mark that was opened and never closed is text after all. */
function closeAll(
  out: string[],
  opened: readonly { readonly style: Style; readonly at: number }[],
  writer: Writer,
): string {
  for (const { style, at } of opened) out[at] = writer.text(style.mark);
  return out.join("");
}

/** `_` within a word, as in snake_case, is a letter like any other. */
function opens(line: string, at: number, { mark }: Style): boolean {
  const behind = line.charAt(at + mark.length);
  const isInWord = mark.startsWith("_") && at > 0 && isWord(line.charAt(at - 1));
  return behind !== "" && behind.trim() !== "" && !isInWord;
}

function closes(line: string, at: number, { mark }: Style): boolean {
  const isInWord = mark.startsWith("_") && isWord(line.charAt(at + mark.length));
  return line.charAt(at - 1).trim() !== "" && !isInWord;
}

interface Whole {
  readonly text: string;
  /** Undefined for code. */
  readonly address: string | undefined;
  readonly end: number;
}

// A code span or a link text is looked for so far and no farther, so that a line of openings stays linear.
const MAX_SPAN = 1_000;

function codeAt(line: string, at: number): Whole | undefined {
  const end = line.slice(at + 1, at + MAX_SPAN).indexOf("`");
  if (end < 0) return undefined;
  return { text: line.slice(at + 1, at + 1 + end), address: undefined, end: at + end + 2 };
}

function linkAt(line: string, at: number): Whole | undefined {
  // Its text holds no bracket, so that the next one must be the one that ends it.
  const next = line.slice(at + 1, at + MAX_SPAN).search(/[[\]]/);
  if (next < 0 || line.charAt(at + 1 + next) !== "]") return undefined;
  const near = line.slice(at, at + MAX_SPAN + MAX_ADDRESS);
  const middle = near.startsWith("](", next + 1) ? next + 1 : -1;
  const end = middle < 0 ? -1 : near.indexOf(")", middle);
  if (middle < 0 || end < 0) return undefined;
  const text = near.slice(1, middle);
  const address = near.slice(middle + 2, end).trim();
  if (!ADDRESS.test(address)) return undefined;
  return { text, address, end: at + end + 1 };
}
