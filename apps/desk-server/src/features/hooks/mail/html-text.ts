import { Parser } from "htmlparser2";

/** What of a page can hold JSON. */
export interface HtmlText {
  /** The text of every `<pre>`, with its line breaks. */
  readonly blocks: readonly string[];
  /** Everything a reader sees, line by line. */
  readonly visible: string;
}

const UNSEEN = new Set(["head", "script", "style", "template", "title"]);
const INLINE = new Set(
  "a abbr b code em font i s small span strong tt u wbr".split(" "), // what begins no line of its own
);
/** No page nests as deep; the parser's own list of what is open grows slow from there on. */
const MAX_OPEN = 500;
const CHUNK = 8_192;
/** A line break that counts, unlike those of the source outside a `<pre>`. */
const BREAK = "\0";

/**
 * Reads the texts of an HTML page, up to where it nests deeper than any page does. Spaces that keep a line together become
 * ordinary ones, as JSON knows no others.
 */
export function readHtmlText(html: string): HtmlText {
  const blocks: string[] = [];
  const visible: string[] = [];
  let open = 0;
  let unseen = 0;
  let pre = 0;
  const add = (text: string): void => {
    visible.push(pre > 0 ? text.replaceAll("\n", BREAK) : text);
    if (pre > 0) blocks[blocks.length - 1] += text;
  };
  const parser = new Parser({
    onopentagname: (name) => {
      open += 1;
      if (UNSEEN.has(name)) unseen += 1;
      else if (name === "pre") {
        if (pre === 0) blocks.push("");
        pre += 1;
      }
      if (name === "br" && pre > 0) add("\n");
      else if (!INLINE.has(name)) visible.push(BREAK);
    },
    ontext: (text) => {
      if (unseen === 0) add(text);
    },
    onclosetag: (name) => {
      open -= 1;
      if (UNSEEN.has(name)) unseen -= 1;
      else if (name === "pre") pre -= 1;
      if (!INLINE.has(name)) visible.push(BREAK);
    },
  });
  const plain = html.replaceAll(BREAK, "");
  for (let at = 0; at < plain.length && open < MAX_OPEN; at += CHUNK)
    parser.write(plain.slice(at, at + CHUNK));
  parser.end();
  return {
    blocks: blocks.map((block) => block.replaceAll("\u00a0", " ")),
    visible: visible.join("").replaceAll(/\s+/g, " ").replaceAll(BREAK, "\n"),
  };
}
