import type { BlockNode, Strip, TemplateNode } from "./template-tree.ts";

type Body = readonly TemplateNode[];

/** What a tag does to the white space around it. */
interface Effect {
  readonly strip: Strip;
  /** Alone on its line, the whole tag, its beginning or its end takes the line with it. */
  readonly isInline: boolean;
  readonly isOpenAlone: boolean;
  readonly isCloseAlone: boolean;
}

/**
 * Takes white space away as Handlebars does: where a tag says `~`, and the lines on which a block tag or a comment stands
 * alone. The order of the strokes is that of Handlebars, which shows where both meet.
 */
export function stripSpace(body: Body, isRoot = true): void {
  for (const [at, node] of body.entries()) {
    const effect = effectOf(node);
    if (!effect) continue;
    const isAloneBefore = endsLine(body, at, isRoot);
    const isAloneBehind = beginsLine(body, at, isRoot);
    if (effect.strip.behind) stripStart(body, at + 1, true);
    if (effect.strip.before) stripEnd(body, at - 1, true);
    if (effect.isInline && isAloneBefore && isAloneBehind) {
      stripStart(body, at + 1, false);
      stripEnd(body, at - 1, false);
    }
    if (node.kind !== "block") continue;
    if (effect.isOpenAlone && isAloneBefore) {
      stripStart(mainOf(node) ?? node.otherwise, 0, false);
      stripEnd(body, at - 1, false);
    }
    if (effect.isCloseAlone && isAloneBehind) {
      stripStart(body, at + 1, false);
      const last = otherwiseOf(node) ?? node.main;
      stripEnd(last, last.length - 1, false);
    }
  }
}

const mainOf = (block: BlockNode): Body | undefined =>
  block.isInverse && !block.hasElse ? undefined : block.main;
const otherwiseOf = (block: BlockNode): Body | undefined =>
  block.isInverse || block.hasElse ? block.otherwise : undefined;

function effectOf(node: TemplateNode): Effect | undefined {
  if (node.kind === "text") return undefined;
  if (node.kind === "block") return effectOfBlock(node);
  return { strip: node.strip, isInline: node.kind === "comment", isOpenAlone: false, isCloseAlone: false };
}

function effectOfBlock(block: BlockNode): Effect {
  stripSpace(block.main, false);
  stripSpace(block.otherwise, false);
  const main = mainOf(block);
  const first = main ?? block.otherwise;
  const inverse = main && otherwiseOf(block);
  const chained = block.isChain ? inverse?.[0] : undefined;
  const firstInverse = chained?.kind === "block" ? chained.main : inverse;
  const effect = {
    strip: { before: block.openStrip.before, behind: block.closeStrip.behind },
    isInline: false,
    isOpenAlone: beginsLine(first, -1, false),
    isCloseAlone: endsLine(firstInverse ?? first, (firstInverse ?? first).length, false),
  };
  if (block.openStrip.behind) stripStart(first, 0, true);
  if (!inverse || !firstInverse) {
    if (block.closeStrip.before) stripEnd(first, first.length - 1, true);
    return effect;
  }
  if (block.elseStrip.before) stripEnd(first, first.length - 1, true);
  if (block.elseStrip.behind) stripStart(firstInverse, 0, true);
  if (block.closeStrip.before) stripEnd(firstInverse, firstInverse.length - 1, true);
  if (endsLine(first, first.length, false) && beginsLine(firstInverse, -1, false)) {
    stripEnd(first, first.length - 1, false);
    stripStart(firstInverse, 0, false);
  }
  return effect;
}

/** Whether a line ends, or the text begins, right before the node at `at`. */
function endsLine(body: Body, at: number, isRoot: boolean): boolean {
  const before = body[at - 1];
  if (!before) return isRoot;
  if (before.kind !== "text") return false;
  const space = before.original.slice(before.original.trimEnd().length);
  return space.includes("\n") || (at === 1 && isRoot && space.length === before.original.length);
}

/** Whether a line begins, or the text ends, right behind the node at `at`. */
function beginsLine(body: Body, at: number, isRoot: boolean): boolean {
  const behind = body[at + 1];
  if (!behind) return isRoot;
  if (behind.kind !== "text") return false;
  const space = behind.original.slice(0, behind.original.length - behind.original.trimStart().length);
  return (
    space.includes("\n") || (at + 2 === body.length && isRoot && space.length === behind.original.length)
  );
}

/** Strips the start of a text: all white space, or the rest of a line. */
function stripStart(body: Body, at: number, isAll: boolean): void {
  const node = body[at];
  if (node?.kind !== "text" || (!isAll && node.isRightStripped)) return;
  const stripped = isAll ? node.text.trimStart() : withoutLineEnd(node.text);
  node.isRightStripped = stripped.length < node.text.length;
  node.text = stripped;
}

/** Strips the end of a text: all white space, or the beginning of a line. */
function stripEnd(body: Body, at: number, isAll: boolean): void {
  const node = body[at];
  if (node?.kind !== "text" || (!isAll && node.isLeftStripped)) return;
  const stripped = isAll ? node.text.trimEnd() : withoutIndent(node.text);
  node.isLeftStripped = stripped.length < node.text.length;
  node.text = stripped;
}

const isBlank = (char: string): boolean => char === " " || char === "\t";

function withoutLineEnd(text: string): string {
  let at = 0;
  while (isBlank(text.charAt(at))) at += 1;
  if (text.startsWith("\r\n", at)) at += 2;
  else if (text.startsWith("\n", at)) at += 1;
  return text.slice(at);
}

function withoutIndent(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
