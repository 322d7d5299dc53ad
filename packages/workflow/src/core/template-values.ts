import { MAX_KEYS } from "./path.ts";
import type { TagScanner } from "./template-scanner.ts";
import { type CallNode, type LiteralNode, type PathNode, pathNode, type ValueNode } from "./template-tree.ts";

const MAX_NESTING = 100;
const WORDS: readonly (readonly [string, LiteralNode["value"]])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
  ["undefined", undefined],
];

/** What a tag could not go on with, in words. */
export function unexpected(scanner: TagScanner): string {
  const rest = scanner.text.slice(scanner.at, scanner.at + 12);
  return rest === "" ? "a tag is not closed" : `${JSON.stringify(rest)} is not expected in a tag`;
}

/** Parses a name with what it is given, up to the end of the tag or parenthesis. */
export function parseCall(scanner: TagScanner, depth = 0): CallNode {
  if (depth > MAX_NESTING) throw scanner.fault(`parentheses nest at most ${MAX_NESTING} deep`);
  scanner.skipSpace();
  const head = parseHead(scanner);
  const params: ValueNode[] = [];
  const named: (readonly [string, ValueNode])[] = [];
  while (!isAtEnd(scanner)) {
    const name = takeKey(scanner);
    if (name !== undefined) named.push([name, parseValue(scanner, depth)]);
    else if (named.length > 0) throw scanner.fault("values with a name come last");
    else params.push(parseValue(scanner, depth));
  }
  return { kind: "call", head, params, named };
}

function isAtEnd(scanner: TagScanner): boolean {
  scanner.skipSpace();
  const next = scanner.text.charAt(scanner.at);
  return next === "" || next === "}" || next === "~" || next === ")" || seesBlockParams(scanner);
}

function seesBlockParams(scanner: TagScanner): boolean {
  const { at } = scanner;
  const isWord = scanner.takeWord("as");
  scanner.skipSpace();
  const isThere = isWord && scanner.at > at + 2 && scanner.sees("|");
  scanner.at = at;
  return isThere;
}

/** Parses `as |item index|`; no names when there is none. */
export function parseBlockParams(scanner: TagScanner): readonly string[] {
  scanner.skipSpace();
  if (!scanner.takeWord("as")) return [];
  scanner.skipSpace();
  if (!scanner.take("|")) throw scanner.fault(unexpected(scanner));
  const names: string[] = [];
  for (;;) {
    scanner.skipSpace();
    if (scanner.take("|")) return names;
    const name = scanner.takeName();
    if (name === undefined) throw scanner.fault("a name is missing between | and |");
    names.push(name.name);
  }
}

/** `name=`; undefined, with nothing taken, when something else comes next. */
function takeKey(scanner: TagScanner): string | undefined {
  const { at } = scanner;
  const name = scanner.sees("[") ? undefined : scanner.takeName();
  scanner.skipSpace();
  if (name !== undefined && scanner.take("=")) {
    scanner.skipSpace();
    return name.name;
  }
  scanner.at = at;
  return undefined;
}

function parseValue(scanner: TagScanner, depth: number): ValueNode {
  if (!scanner.take("(")) return parseHead(scanner);
  const call = parseCall(scanner, depth + 1);
  scanner.skipSpace();
  if (!scanner.take(")")) throw scanner.fault("( is not closed");
  return call;
}

/** Parses a literal or a path. */
export function parseHead(scanner: TagScanner): PathNode | LiteralNode {
  const text = scanner.takeText();
  if (text !== undefined) return { kind: "literal", value: text };
  const number = scanner.takeNumber();
  if (number !== undefined) return { kind: "literal", value: number };
  for (const [word, value] of WORDS) {
    const { at } = scanner;
    if (!scanner.takeWord(word)) continue;
    if (!scanner.sees(".") && !scanner.sees("/")) return { kind: "literal", value };
    scanner.at = at;
  }
  return parsePath(scanner);
}

function parsePath(scanner: TagScanner): PathNode {
  const start = scanner.at;
  const isData = scanner.take("@");
  const keys: string[] = [];
  let up = 0;
  let isScoped = false;
  for (let isFirst = true; ; isFirst = false) {
    if (scanner.take("..")) {
      up += 1;
      isScoped = true;
    } else if (isFirst && scanner.sees(".") && scanner.isNameEnd(scanner.at + 1)) {
      scanner.at += 1;
      isScoped = true;
    } else if (keys.length === 0 && scanner.takeWord("this")) isScoped = true;
    else takeSegment(scanner, keys, isFirst);
    if (up > 0 && scanner.text.charAt(scanner.at - 1) === "." && keys.length > 0)
      throw scanner.fault("../ stands at the beginning of a path only");
    if (keys.length > MAX_KEYS) throw scanner.fault(`a path has at most ${MAX_KEYS} parts`);
    if (!scanner.take(".") && !scanner.take("/")) break;
  }
  return pathNode({ original: scanner.text.slice(start, scanner.at), up, isData, isScoped, keys });
}

/** One part of a path, with what stands in brackets right behind it, as in `list[0]`. */
function takeSegment(scanner: TagScanner, keys: string[], isFirst: boolean): void {
  const hasAt = !isFirst && scanner.take("@");
  const found = scanner.takeName();
  if (found === undefined) throw scanner.fault(unexpected(scanner));
  keys.push(hasAt ? `@${found.name}` : found.name);
  while (scanner.sees("[") && keys.length <= MAX_KEYS) {
    const index = scanner.takeName();
    if (index !== undefined) keys.push(index.name);
  }
}
