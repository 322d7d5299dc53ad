/** Where in a template something is wrong, and what. */
export class TemplateFault extends Error {}

const SPACE = /\s/;
// What ends a name: white space and the characters that Handlebars keeps for itself.
const NAME_END = new Set(" \t\r\n\v\f!\"#%&'()*+,./;<=>@[\\]^`{|}~");
const isSpace = (char: string): boolean => char === " " || char === "\n" || SPACE.test(char);

/** Reads the inside of tags, one piece after another. Each piece is looked at once: linear in the text. */
export class TagScanner {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  skipSpace(): void {
    while (this.at < this.text.length && isSpace(this.text.charAt(this.at))) this.at += 1;
  }

  /** Whether this comes next. */
  sees(piece: string): boolean {
    return this.text.startsWith(piece, this.at);
  }

  /** Takes this when it comes next. */
  take(piece: string): boolean {
    if (!this.sees(piece)) return false;
    this.at += piece.length;
    return true;
  }

  /** Takes a whole word when it comes next. */
  takeWord(word: string): boolean {
    if (!this.sees(word) || !this.isNameEnd(this.at + word.length)) return false;
    this.at += word.length;
    return true;
  }

  isNameEnd(at: number): boolean {
    return at >= this.text.length || NAME_END.has(this.text.charAt(at)) || isSpace(this.text.charAt(at));
  }

  /** A bare name, or `[anything in brackets]`; undefined when none comes next. */
  takeName(): { readonly name: string; readonly isBracketed: boolean } | undefined {
    if (this.sees("[")) {
      const end = this.endOf("]", this.at + 1);
      const name = this.text.slice(this.at + 1, end).replaceAll(/\\(.)/g, "$1");
      this.at = end + 1;
      return { name, isBracketed: true };
    }
    const start = this.at;
    while (!this.isNameEnd(this.at)) this.at += 1;
    return this.at > start ? { name: this.text.slice(start, this.at), isBracketed: false } : undefined;
  }

  /** A text in quotes; undefined when none comes next. */
  takeText(): string | undefined {
    const quote = this.text.charAt(this.at);
    if (quote !== '"' && quote !== "'") return undefined;
    const end = this.endOf(quote, this.at + 1);
    const text = this.text.slice(this.at + 1, end).replaceAll(`\\${quote}`, quote);
    this.at = end + 1;
    return text;
  }

  /** A number; undefined when none comes next, or when it goes on as a name. */
  takeNumber(): number | undefined {
    const start = this.at;
    let at = start + (this.sees("-") ? 1 : 0);
    const digits = (): boolean => {
      const from = at;
      while (at < this.text.length && this.text.charAt(at) >= "0" && this.text.charAt(at) <= "9") at += 1;
      return at > from;
    };
    if (!digits()) return undefined;
    if (this.text.charAt(at) === ".") {
      at += 1;
      if (!digits()) return undefined;
    }
    const behind = this.text.charAt(at);
    if (behind !== "" && behind !== "}" && behind !== "~" && behind !== ")" && !isSpace(behind))
      return undefined;
    this.at = at;
    return Number(this.text.slice(start, at));
  }

  fault(message: string): TemplateFault {
    const line = countLines(this.text, Math.min(this.at, this.text.length));
    return new TemplateFault(line > 1 ? `${message} (line ${line})` : message);
  }

  private endOf(end: string, from: number): number {
    for (let at = from; at < this.text.length; at += 1) {
      if (this.text.charAt(at) === "\\") at += 1;
      else if (this.text.charAt(at) === end) return at;
    }
    throw this.fault(`${end === "]" ? "[" : end} is not closed`);
  }
}

function countLines(text: string, end: number): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
