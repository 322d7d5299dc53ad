import { compilePath, type PathReader } from "./path.ts";

/** A path of a template, such as `steps.1.title`, `../name`, `this.size` or `@index`. */
export interface PathNode {
  readonly kind: "path";
  readonly original: string;
  /** How many blocks to go up first. */
  readonly up: number;
  /** Whether it names what a loop provides, such as `@index`. */
  readonly isData: boolean;
  /** Whether it starts at `this`, which keeps it from naming a helper or a block parameter. */
  readonly isScoped: boolean;
  readonly keys: readonly string[];
  readonly read: PathReader;
  /** Reads the path without what stands for a value itself: its first key, or `@root.steps`. */
  readonly readRest: PathReader;
}

export interface LiteralNode {
  readonly kind: "literal";
  readonly value: string | number | boolean | null | undefined;
}

/** A name with what it is given: `dateFormat path format="LL"`; a mere path is a call without params. */
export interface CallNode {
  readonly kind: "call";
  readonly head: PathNode | LiteralNode;
  readonly params: readonly ValueNode[];
  readonly named: readonly (readonly [string, ValueNode])[];
}

export type ValueNode = PathNode | LiteralNode | CallNode;

/** Text, as written and as it is put out: white space beside tags can be stripped. */
export interface TextNode {
  readonly kind: "text";
  readonly original: string;
  text: string;
  isLeftStripped: boolean;
  isRightStripped: boolean;
}

/** The `~` of a tag: whether white space before and behind it goes. */
export interface Strip {
  readonly before: boolean;
  readonly behind: boolean;
}

export interface OutputNode {
  readonly kind: "output";
  readonly call: CallNode;
  readonly isEscaped: boolean;
  readonly strip: Strip;
}

export interface CommentNode {
  readonly kind: "comment";
  readonly strip: Strip;
}

/** `{{#name …}}main{{else}}otherwise{{/name}}`, or `{{^name}}otherwise{{/name}}`. */
export interface BlockNode {
  readonly kind: "block";
  readonly call: CallNode;
  /** The names of `as |item index|`. */
  readonly names: readonly string[];
  readonly main: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
  /** True for `{{^name}}`, whose text stands in `otherwise` and which has no main part. */
  readonly isInverse: boolean;
  /** True when `otherwise` is one block made by `{{else if …}}`. */
  readonly isChain: boolean;
  readonly hasElse: boolean;
  readonly openStrip: Strip;
  readonly elseStrip: Strip;
  readonly closeStrip: Strip;
}

export type TemplateNode = TextNode | OutputNode | CommentNode | BlockNode;

/** Makes a path of its keys, ready to be read. */
export function pathNode(part: Omit<PathNode, "kind" | "read" | "readRest">): PathNode {
  const { keys } = part;
  const rest = keys.slice(part.isData && keys[0] === "root" ? 2 : 1);
  return { kind: "path", ...part, read: compilePath(keys), readRest: compilePath(rest) };
}

/** The name a call may find a helper by: a bare word, as helpers have. */
export function helperNameOf({ head }: CallNode): string | undefined {
  return head.kind === "path" && !head.isData && !head.isScoped && head.up === 0 && head.keys.length === 1
    ? head.keys[0]
    : undefined;
}

/** Whether a call gives anything to what it names, so that it cannot be a mere path. */
export const hasArguments = (call: CallNode): boolean => call.params.length > 0 || call.named.length > 0;
