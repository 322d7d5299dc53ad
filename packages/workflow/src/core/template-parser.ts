import { TagScanner, type TemplateFault } from "./template-scanner.ts";
import { stripSpace } from "./template-space.ts";
import type { BlockNode, CallNode, Strip, TemplateNode } from "./template-tree.ts";
import { parseBlockParams, parseCall, parseHead, unexpected } from "./template-values.ts";

const MAX_NESTING = 100;
const NO_STRIP: Strip = { before: false, behind: false };

/** What ended a list of nodes: the end of the text, `{{/name}}`, or an `{{else …}}`. */
type End =
  | { readonly kind: "end" }
  | { readonly kind: "close"; readonly name: string; readonly strip: Strip }
  | { readonly kind: "else"; readonly strip: Strip; readonly chain: Opening | undefined };

interface Opening {
  readonly call: CallNode;
  readonly names: readonly string[];
  readonly strip: Strip;
}

interface Part {
  readonly nodes: readonly TemplateNode[];
  readonly end: End;
}

/**
 * Parses the grammar of Handlebars, less partials, decorators and raw blocks, and with two things that builders write: `a[0]`
 * and `a.@b`. Linear in the text, whatever it is. Throws {@link TemplateFault}.
 */
export function parseNodes(text: string): readonly TemplateNode[] {
  const parser = new Parser(text);
  const { nodes, end } = parser.part(0);
  if (end.kind === "close") throw parser.fault(`{{/${end.name}}} closes nothing`);
  if (end.kind === "else") throw parser.fault("{{else}} stands outside of a block");
  stripSpace(nodes);
  return nodes;
}

class Parser {
  private readonly scanner: TagScanner;

  constructor(text: string) {
    this.scanner = new TagScanner(text, 0);
  }

  fault(message: string): TemplateFault {
    return this.scanner.fault(message);
  }

  /** Everything up to the end of the part of a block that it stands in. */
  part(depth: number): Part {
    if (depth > MAX_NESTING) throw this.fault(`blocks nest at most ${MAX_NESTING} deep`);
    const nodes: TemplateNode[] = [];
    for (;;) {
      this.texts(nodes);
      if (this.scanner.at >= this.scanner.text.length) return { nodes, end: { kind: "end" } };
      const next = this.tag(depth);
      if (next.kind === "end" || next.kind === "close" || next.kind === "else") return { nodes, end: next };
      nodes.push(next);
    }
  }

  /** The texts up to the next tag: `\{{` is the text `{{`, `\\{{` a backslash and a tag. */
  private texts(nodes: TemplateNode[]): void {
    const { scanner } = this;
    const { text } = scanner;
    for (;;) {
      const start = scanner.at;
      const tag = text.indexOf("{{", start);
      scanner.at = tag < 0 ? text.length : tag;
      if (tag <= start || text.charAt(tag - 1) !== "\\") {
        addText(nodes, text.slice(start, scanner.at));
        return;
      }
      addText(nodes, text.slice(start, tag - 1));
      if (tag - 2 >= start && text.charAt(tag - 2) === "\\") return;
      // An escaped tag is text as far as the next tag, escaped or not.
      const next = text.indexOf("{{", tag + 2);
      let end = next < 0 ? text.length : next;
      for (
        let backslashes = 0;
        next >= 0 && backslashes < 2 && text.charAt(end - 1) === "\\";
        backslashes += 1
      )
        end -= 1;
      scanner.at = Math.max(end, tag + 2);
      addText(nodes, text.slice(tag, scanner.at));
    }
  }

  private tag(depth: number): TemplateNode | End {
    const { scanner } = this;
    if (scanner.sees("{{{{")) throw this.fault("raw blocks {{{{…}}}} are not part of the language");
    scanner.at += 2;
    const before = scanner.take("~");
    if (scanner.take("!")) return this.comment(before);
    if (scanner.sees(">") || scanner.sees("#>")) throw this.fault("there are no partials {{> …}} here");
    if (scanner.sees("*") || scanner.sees("#*")) throw this.fault("there are no decorators {{* …}} here");
    if (scanner.take("#")) return this.block(before, false, depth);
    if (scanner.take("/")) return this.close(before);
    if (scanner.take("^")) return this.seesEnd() ? this.otherwise(before) : this.block(before, true, depth);
    const start = scanner.at;
    scanner.skipSpace();
    if (scanner.takeWord("else")) return this.seesEnd() ? this.otherwise(before) : this.otherwiseIf(before);
    scanner.at = start;
    if (scanner.take("{")) return this.output(before, "}", false);
    if (scanner.take("&")) return this.output(before, "", false);
    return this.output(before, "", true);
  }

  private seesEnd(): boolean {
    this.scanner.skipSpace();
    return this.scanner.sees("}}") || this.scanner.sees("~}}");
  }

  private comment(before: boolean): TemplateNode {
    const { scanner } = this;
    const isLong = scanner.take("--");
    for (
      let end = scanner.text.indexOf("}}", scanner.at);
      end >= 0;
      end = scanner.text.indexOf("}}", end + 1)
    ) {
      const behind = scanner.text.charAt(end - 1) === "~" && end > scanner.at;
      const mark = end - (behind ? 3 : 2);
      if (isLong && (mark < scanner.at || !scanner.text.startsWith("--", mark))) continue;
      scanner.at = end + 2;
      return { kind: "comment", strip: { before, behind } };
    }
    throw this.fault("a comment is not closed");
  }

  private output(before: boolean, closing: string, isEscaped: boolean): TemplateNode {
    const call = parseCall(this.scanner);
    return { kind: "output", call, isEscaped, strip: { before, behind: this.closeTag(closing) } };
  }

  private block(before: boolean, isInverse: boolean, depth: number): BlockNode {
    const opening = this.opening(before);
    return this.restOfBlock(opening, isInverse, nameOf(opening.call), depth).block;
  }

  private opening(before: boolean): Opening {
    const call = parseCall(this.scanner);
    const names = parseBlockParams(this.scanner);
    return { call, names, strip: { before, behind: this.closeTag("") } };
  }

  /** What follows a block's opening, to the tag that closes `name`; with what that tag strips. */
  private restOfBlock(
    opening: Opening,
    isInverse: boolean,
    name: string,
    depth: number,
  ): { readonly block: BlockNode; readonly close: Strip } {
    const first = this.part(depth + 1);
    const base = { kind: "block" as const, call: opening.call, names: opening.names, isInverse };
    if (first.end.kind !== "else") {
      const close = this.mustClose(first.end, name);
      const parts = isInverse ? { main: [], otherwise: first.nodes } : { main: first.nodes, otherwise: [] };
      const strips = { openStrip: opening.strip, elseStrip: NO_STRIP, closeStrip: close };
      return { block: { ...base, ...parts, isChain: false, hasElse: false, ...strips }, close };
    }
    const { chain, strip } = first.end;
    const second = chain === undefined ? this.elsePart(name, depth) : this.chained(chain, name, depth);
    const parts = isInverse
      ? { main: second.nodes, otherwise: first.nodes }
      : { main: first.nodes, otherwise: second.nodes };
    const strips = { openStrip: opening.strip, elseStrip: strip, closeStrip: second.close };
    const isChain = chain !== undefined;
    return { block: { ...base, ...parts, isChain, hasElse: true, ...strips }, close: second.close };
  }

  private elsePart(name: string, depth: number) {
    const { nodes, end } = this.part(depth + 1);
    if (end.kind === "else") throw this.fault(`{{#${name}}} has two {{else}}`);
    return { nodes, close: this.mustClose(end, name) };
  }

  /** `{{else if x}}` is a block of its own that ends where the outer one does. */
  private chained(opening: Opening, name: string, depth: number) {
    const { block, close } = this.restOfBlock(opening, false, name, depth + 1);
    return { nodes: [block], close };
  }

  private mustClose(end: End, name: string): Strip {
    if (end.kind !== "close") throw this.fault(`{{#${name}}} is not closed`);
    if (end.name !== name) throw this.fault(`{{#${name}}} is closed by {{/${end.name}}}`);
    return end.strip;
  }

  private close(before: boolean): End {
    this.scanner.skipSpace();
    const head = parseHead(this.scanner);
    const name = nameOf({ kind: "call", head, params: [], named: [] });
    return { kind: "close", name, strip: { before, behind: this.closeTag("") } };
  }

  private otherwise(before: boolean): End {
    return { kind: "else", strip: { before, behind: this.closeTag("") }, chain: undefined };
  }

  private otherwiseIf(before: boolean): End {
    const chain = this.opening(before);
    return { kind: "else", strip: chain.strip, chain };
  }

  /** The end of a tag; gives whether it strips the white space behind it. */
  private closeTag(closing: string): boolean {
    const { scanner } = this;
    scanner.skipSpace();
    if (closing !== "" && !(scanner.sees("}}}") || scanner.sees("}~}}")))
      throw this.fault("a tag {{{ is not closed by }}}");
    scanner.take(closing);
    const behind = scanner.take("~");
    if (!scanner.take("}}")) throw this.fault(unexpected(scanner));
    return behind;
  }
}

function addText(nodes: TemplateNode[], original: string): void {
  if (original === "") return;
  nodes.push({ kind: "text", original, text: original, isLeftStripped: false, isRightStripped: false });
}

/** The words a block is opened and closed with. */
function nameOf({ head }: CallNode): string {
  return head.kind === "path" ? head.original : String(head.value);
}
