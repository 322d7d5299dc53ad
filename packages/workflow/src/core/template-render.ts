import { isJsonObject, type Json } from "@hark/kernel";
import type { Environment, Scope } from "./context.ts";
import { escapeAsHandlebars } from "./html.ts";
import { jsonText } from "./json-text.ts";
import { COST_OF_TRY, FORBIDDEN_NAMES, type Found, lastTries, type PathReader } from "./path.ts";
import { findHelper, type HelperValue } from "./template-helpers.ts";
import {
  type BlockNode,
  type CallNode,
  hasArguments,
  helperNameOf,
  type PathNode,
  type TemplateNode,
  type ValueNode,
} from "./template-tree.ts";
import { Work } from "./work.ts";

const MAX_OUTPUT = 1_000_000;
const ESCAPED_PER_UNIT = 16;
// Helpers make texts of texts, such as small letters.
const MADE_PER_UNIT = 16;

/** Where in the data a template stands: what `this` is, what loops provide, and the place above. */
interface Frame {
  readonly self: Found;
  readonly data: LoopData | undefined;
  readonly names: ReadonlyMap<string, Found> | undefined;
  readonly parent: Frame | undefined;
}

interface LoopData {
  /** Of the loop around it; `@../index` goes from loop to loop, whatever other blocks lie between. */
  readonly outer: LoopData | undefined;
  readonly index: number;
  readonly key: string | number;
  readonly first: boolean;
  readonly last: boolean;
}

/** Renders a template on the values of a run. Nothing but these can be reached; what leads nowhere is the empty text. */
export function renderNodes(nodes: readonly TemplateNode[], scope: Scope, environment: Environment): string {
  const rendering = new Rendering(scope, environment);
  rendering.all(nodes, { self: undefined, data: undefined, names: undefined, parent: undefined });
  return rendering.output;
}

class Rendering {
  output = "";
  private readonly scope: Scope;
  private readonly environment: Environment;
  private readonly work: Work;

  constructor(scope: Scope, environment: Environment) {
    this.scope = scope;
    this.environment = environment;
    this.work = scope.work ?? new Work();
  }

  all(nodes: readonly TemplateNode[], frame: Frame): void {
    for (const node of nodes) {
      if (!this.work.spend(1)) return;
      if (node.kind === "text") this.write(node.text);
      else if (node.kind === "block") this.block(node, frame);
      else if (node.kind === "output") this.put(this.call(node.call, frame), node.isEscaped);
    }
  }

  private put(value: HelperValue, isEscaped: boolean): void {
    if (value === undefined || value === null) return;
    // What is longer than there is room for need not be escaped.
    const room = MAX_OUTPUT - this.output.length;
    const text = display(value, this.work).slice(0, room + 1);
    if (!isEscaped) this.write(text);
    else if (this.work.spendText(text.length, ESCAPED_PER_UNIT)) this.write(escapeAsHandlebars(text));
  }

  private write(text: string): void {
    const room = MAX_OUTPUT - this.output.length;
    this.work.spendText(text.length);
    this.output += text.length > room ? text.slice(0, room) : text;
    // Cut off, it is not what the template says: as good as spent.
    if (text.length > room) this.work.spend(Number.POSITIVE_INFINITY);
  }

  private block(block: BlockNode, frame: Frame): void {
    const { call } = block;
    const name = helperNameOf(call);
    const [first] = call.params;
    if (first === undefined || name === undefined) return this.section(block, frame);
    const subject = this.value(first, frame);
    if (name === "if" || name === "unless") {
      const isMain = this.isTrue(subject, call, frame) === (name === "if");
      return this.all(isMain ? block.main : block.otherwise, frame);
    }
    if (name === "with") return this.with(subject, block, frame);
    if (name === "each") return this.each(subject, block, frame);
    // Nobody knows what it would do; the check has said so.
  }

  private isTrue(subject: Found, call: CallNode, frame: Frame): boolean {
    this.work.spend(call.named.length / 4);
    const includeZero = call.named.find(([name]) => name === "includeZero");
    const isZero = subject === 0 && includeZero !== undefined && this.value(includeZero[1], frame) === true;
    return isZero || isTruthy(subject);
  }

  private with(subject: Found, block: BlockNode, frame: Frame): void {
    // To Handlebars 0 is something to stand at, though `if` takes it for nothing.
    if (!isTruthy(subject) && subject !== 0) return this.all(block.otherwise, frame);
    const names = named(block.names, [subject], frame.names, this.work);
    this.all(block.main, { self: subject, data: frame.data, names, parent: above(frame, subject) });
  }

  private each(subject: Found, block: BlockNode, frame: Frame): void {
    const keys = Array.isArray(subject) ? undefined : isJsonObject(subject) ? Object.keys(subject) : [];
    const count = keys ? keys.length : Array.isArray(subject) ? subject.length : 0;
    if (count === 0) return this.all(block.otherwise, frame);
    // Listing the members is work as well, even where nothing is put out for them.
    if (keys && !this.work.spend(count)) return;
    for (let index = 0; index < count; index += 1) {
      if (!this.work.spend(1)) return;
      const key = keys?.[index] ?? index;
      const value = memberAt(subject, key);
      const data = { outer: frame.data, index, key, first: index === 0, last: index === count - 1 };
      const names = named(block.names, [value, key], frame.names, this.work);
      this.all(block.main, { self: value, data, names, parent: above(frame, value) });
    }
  }

  /** `{{#path}}…{{/path}}`: once for each entry of a list, once for a value that is there; `{{^path}}` for neither. */
  private section(block: BlockNode, frame: Frame): void {
    if (hasArguments(block.call)) return;
    const subject = this.call(block.call, frame);
    if (Array.isArray(subject)) return this.each(subject, block, frame);
    if (subject === true) return this.all(block.main, frame);
    if (subject === undefined || subject === null || subject === false)
      return this.all(block.otherwise, frame);
    const names = named(block.names, [subject], frame.names, this.work);
    this.all(block.main, { self: subject, data: frame.data, names, parent: above(frame, subject) });
  }

  private call(call: CallNode, frame: Frame): HelperValue {
    const name = helperNameOf(call);
    const helper = name === undefined || frame.names?.has(name) ? undefined : findHelper(name);
    const isCall = hasArguments(call);
    if (!helper || !(isCall || helper.takesNothing)) return isCall ? undefined : this.value(call.head, frame);
    const args = call.params.map((param) => this.value(param, frame));
    const options: Record<string, HelperValue> = {};
    for (const [key, value] of call.named)
      if (!FORBIDDEN_NAMES.has(key)) options[key] = this.value(value, frame);
    for (const value of [...args, ...Object.values(options)])
      if (typeof value === "string" && !this.work.spendText(value.length, MADE_PER_UNIT)) return undefined;
    if (!this.work.spend(helper.cost?.(options) ?? 1)) return undefined;
    const result = helper.run(args, options, this.environment, this.work);
    if (typeof result === "string") this.work.spendText(result.length);
    return result;
  }

  private value(node: ValueNode, frame: Frame): Found {
    if (!this.work.spend(1)) return undefined;
    if (node.kind === "literal") return node.value;
    return node.kind === "path" ? this.path(node, frame) : this.call(node, frame);
  }

  private path(path: PathNode, frame: Frame): Found {
    this.work.spend(path.keys.length / 4);
    const name = path.keys[0] ?? "";
    if (path.isData) return this.loopData(path, frame.data, name);
    let at: Frame | undefined = frame;
    for (let up = 0; at !== undefined && up < path.up; up += 1) at = at.parent;
    if (at === undefined) return undefined;
    if (!path.isScoped && at.names?.has(name)) return this.read(path.readRest, at.names.get(name), path);
    // Inside a loop the roots stay reachable, as builders expect of `steps.…`.
    if (at.parent !== undefined) {
      const found = this.read(path.read, at.self, path);
      if (found !== undefined || path.isScoped || !isRoot(name)) return found;
    }
    if (path.keys.length === 0) return at.parent === undefined ? undefined : at.self;
    return isRoot(name) && (at.parent === undefined || !path.isScoped)
      ? this.read(path.readRest, this.scope[name], path)
      : undefined;
  }

  private read(reader: PathReader, from: Found, { keys }: PathNode): Found {
    const found = reader(from);
    if (lastTries() > keys.length) this.work.spend(lastTries() * COST_OF_TRY);
    return found;
  }

  private loopData(path: PathNode, data: LoopData | undefined, name: string): Found {
    if (name === "root") {
      const [, root = ""] = path.keys;
      return isRoot(root) ? this.read(path.readRest, this.scope[root], path) : undefined;
    }
    let at = data;
    for (let up = 0; at !== undefined && up < path.up; up += 1) at = at.outer;
    return path.keys.length === 1 && isLoopName(name) ? at?.[name] : undefined;
  }
}

type LoopName = "index" | "key" | "first" | "last";
const isLoopName = (name: string): name is LoopName =>
  name === "index" || name === "key" || name === "first" || name === "last";

type Root = "steps" | "variables" | "error";
const isRoot = (name: string): name is Root => name === "steps" || name === "variables" || name === "error";

/** What `../` means within a block: of one that begins where it stands, the place above, as Handlebars has it. */
const above = (frame: Frame, self: Found): Frame => (frame.self === self ? (frame.parent ?? frame) : frame);

function memberAt(value: Found, key: string | number): Found {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function named(
  names: readonly string[],
  values: readonly Found[],
  outer: ReadonlyMap<string, Found> | undefined,
  work: Work,
): ReadonlyMap<string, Found> | undefined {
  if (names.length === 0) return outer;
  work.spend((outer?.size ?? 0) / 2);
  return new Map([
    ...(outer ?? []),
    ...names.slice(0, values.length).map((name, at) => [name, values[at]] as const),
  ]);
}

// Lists within lists are shown so far down.
const MAX_SHOWN_DEPTH = 20;

/** A value as text: lists by commas as Handlebars has them, objects as JSON. */
function display(value: Json, work: Work, depth = 0): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    let shown = "";
    for (const [at, entry] of value.entries()) {
      // What is longer than there is room for is found out by whoever writes it.
      if (!work.spend(1) || shown.length > MAX_OUTPUT || depth > MAX_SHOWN_DEPTH) break;
      shown += `${at > 0 ? "," : ""}${display(entry, work, depth + 1)}`;
    }
    return shown;
  }
  if (typeof value !== "object" || value === null) return value === null ? "" : String(value);
  return work.spendMaking(value) ? (jsonText(value) ?? "") : "";
}

const isTruthy = (value: Found): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));
