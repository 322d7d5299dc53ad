import { isJsonObject, type Json } from "@hark/kernel";
import type { JournalEntry } from "../core/advance.ts";
import type { TakenTransition } from "../core/compile.ts";
import { beginningOf } from "../core/json-text.ts";
import { weightOf } from "../core/weight.ts";
import { entryOf, type KeptEntry } from "./kept-entry.ts";

/**
 * How a journal is kept. A step's input and output repeat one another and what started the run: filing a review would write its body
 * three times. So a member that was told before stands there as a pointer to where (`{"/#": "/trigger/attributes/data"}`), which
 * halves the record and keeps most of them small enough to need no compression. Readers get it whole, from `readJournal`.
 */
const POINTER = "/#";
/** Shorter members cost less than pointing at them. */
const MIN_REPEATED = 80;
/** Inputs and outputs up to this many characters are kept whole. */
const MAX_VALUE = 16_000;
const EXCERPT = 2_000;
const MOST_NAMES = 2_000;
const MAX_NAME = 64;

/** A run that holds so many characters may have values that are better not written whole, only to be cut. */
const LARGE = 400_000;
/** Of a large run, values up to so much are written whole; and fewer once so much was written of it. */
const MOST_WRITTEN = { entries: 10_000, chars: 400_000 };
const MAX_WRITTEN = 1_000_000;
const LITTLE = { entries: MAX_VALUE, chars: MAX_VALUE };

/**
 * A journal as JSON text. `trigger` is what started the run, or undefined when it may be gone before the journal is; `size` how much the
 * run holds, in characters, as far as it is known.
 */
export function journalText(
  entries: readonly JournalEntry[],
  trigger: Json | undefined,
  size?: number,
): string {
  const writer = new JournalWriter(trigger, size);
  for (const entry of entries) writer.add(entry);
  return writer.text;
}

/** Writes a journal entry by entry. */
export class JournalWriter {
  readonly #told: Told;
  #text = "[";
  #count = 0;

  constructor(trigger: Json | undefined, size = Number.POSITIVE_INFINITY) {
    this.#told = new Told(size > LARGE);
    if (trigger !== undefined) noteTrigger(trigger, this.#told);
  }

  add(entry: JournalEntry): void {
    if (this.#count > 0) this.#text += ",";
    this.#text += entryText(entry, this.#count, this.#told);
    this.#count += 1;
  }

  get text(): string {
    return `${this.#text}]`;
  }
}

/** What was told so far, and where. Most repetitions are the very same object, which need not be printed to be known. */
class Told {
  readonly #byObject = new Map<Json, string>();
  readonly #byText = new Map<string, string>();
  readonly #isLarge: boolean;
  #written = 0;

  constructor(isLarge: boolean) {
    this.#isLarge = isLarge;
  }

  /** A value as JSON; undefined for what is so large that it would be written for long, only to be cut. */
  write(value: Json): string | undefined {
    if (this.#isLarge) {
      const most = this.#written > MAX_WRITTEN ? LITTLE : MOST_WRITTEN;
      if (!weightOf(value, most).fits) return undefined;
    }
    const text = jsonOf(value);
    this.#written += text.length;
    return text;
  }

  pointerTo(value: Json): string | undefined {
    return typeof value === "object" ? this.#byObject.get(value) : undefined;
  }

  pointerToText(text: string): string | undefined {
    return this.#byText.get(text);
  }

  noteObject(value: Json, pointer: string): void {
    if (typeof value === "object" && value !== null) this.#byObject.set(value, pointer);
  }

  note(value: Json, text: string, pointer: string): void {
    this.noteObject(value, pointer);
    this.#byText.set(text, pointer);
  }
}

/** A value as JSON. Half of what records have is nothing, or a list of nothing, which needs no call out of JavaScript. */
function jsonOf(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  return Array.isArray(value) && value.length === 0 ? "[]" : JSON.stringify(value);
}

/** Notes the members of what started the run; of a hook's transaction the payload, which stands in `attributes.data`. */
function noteTrigger(trigger: Json, told: Told): void {
  if (!isJsonObject(trigger)) return;
  const { attributes } = trigger;
  const [members, at] =
    trigger["type"] === "transaction" && isJsonObject(attributes)
      ? [attributes, "/trigger/attributes"]
      : [trigger, "/trigger"];
  for (const name in members) told.noteObject(members[name] ?? null, `${at}/${escape(name)}`);
}

/** A {@link KeptEntry}. */
function entryText(entry: JournalEntry, index: number, told: Told): string {
  const { stepId, action, input, output, error, transition, durationMs } = entry;
  let text = `{"step":${quoted(stepId)}`;
  if (action !== null) text += `,"do":${quoted(action)}`;
  if (durationMs !== undefined) text += `,"ms":${durationMs}`;
  if (error !== undefined) text += `,"error":${JSON.stringify(error)}`;
  if (transition !== null) text += `,"to":${transitionText(transition)}`;
  if (input !== null) text += `,"in":${valueText(input, `/${index}/input`, told)}`;
  if (output !== undefined) text += `,"out":${valueText(output, `/${index}/output`, told)}`;
  return `${text}}`;
}

/** Texts that are made of names, of which there are the same few hundred again and again; payloads may bring others without end. */
function remembered(make: (name: string) => string): (name: string) => string {
  const texts = new Map<string, string>();
  return (name) => {
    const known = texts.get(name);
    if (known !== undefined) return known;
    const text = make(name);
    if (texts.size >= MOST_NAMES) texts.clear();
    if (name.length <= MAX_NAME) texts.set(name, text);
    return text;
  };
}

const quoted = remembered((name) => JSON.stringify(name));

function transitionText({ index, target, name }: TakenTransition): string {
  return `[${index},${quoted(target)}${name === undefined ? "" : `,${quoted(name)}`}]`;
}

// A text that grows is a tree of what was added, so what is added is as little as can be.
const behindComma = remembered((name) => `,${JSON.stringify(name)}:`);

function valueText(value: Json, at: string, told: Told): string {
  if (!isJsonObject(value)) {
    const text = told.write(value);
    return text !== undefined && text.length <= MAX_VALUE ? text : cut(text, value);
  }
  const fresh: { readonly member: Json; readonly text: string; readonly name: string }[] = [];
  let whole = "{";
  for (const name in value) {
    const member = value[name] ?? null;
    let pointer = told.pointerTo(member);
    let text = "";
    if (pointer === undefined) {
      const written = told.write(member);
      if (written === undefined) return cut(undefined, value);
      text = written;
      if (text.length >= MIN_REPEATED) {
        pointer = told.pointerToText(text);
        if (pointer === undefined) fresh.push({ member, text, name });
      }
      if (isPointer(member)) text = `{"${POINTER}":[${text}]}`;
    }
    const shown = pointer === undefined ? text : `{"${POINTER}":${JSON.stringify(pointer)}}`;
    whole += whole === "{" ? `${quoted(name)}:` : behindComma(name);
    whole += shown;
    if (whole.length > MAX_VALUE) return cut(told.write(value), value);
  }
  whole += "}";
  // Only now: nothing may point into what was cut.
  for (const { member, text, name } of fresh) told.note(member, text, `${at}/${escape(name)}`);
  return whole;
}

/** The beginning of a value that is too long, and how long it is; what was too large to be written tells no length. */
function cut(text: string | undefined, value: Json): string {
  const beginning = (text ?? JSON.stringify(beginningOf(value, EXCERPT))).slice(0, EXCERPT);
  return JSON.stringify({ truncated: true, characters: text?.length, beginning });
}

const isPointer = (value: Json): boolean =>
  isJsonObject(value) && POINTER in value && Object.keys(value).length === 1;

/** A kept journal, whole again. A pointer to something that is gone stays as it is. */
export function readJournal(
  kept: readonly (KeptEntry | JournalEntry)[],
  trigger: Json | undefined,
): JournalEntry[] {
  const whole: { [key: string]: Json } = trigger === undefined ? {} : { trigger };
  return kept.map((each, index) => {
    const entry = entryOf(each);
    const input = readValue(entry.input, whole);
    const output =
      entry.output === undefined ? undefined : readValue(entry.output, { ...whole, [index]: { input } });
    whole[index] = output === undefined ? { input } : { input, output };
    return { ...entry, input, ...(output === undefined ? {} : { output }) };
  });
}

function readValue(value: Json, whole: Json): Json {
  if (!isJsonObject(value)) return value;
  const result: { [key: string]: Json } = {};
  for (const [name, member] of Object.entries(value)) {
    if (name !== "__proto__") result[name] = isPointer(member) ? follow(member, whole) : member;
  }
  return result;
}

function follow(pointer: Json, whole: Json): Json {
  const target = isJsonObject(pointer) ? pointer[POINTER] : undefined;
  // In a list: a member that looked like a pointer and is none.
  if (Array.isArray(target)) return target[0] ?? null;
  if (typeof target !== "string") return pointer;
  let at: Json | undefined = whole;
  for (const key of target.split("/").slice(1)) {
    const name = unescape(key);
    at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at ?? pointer;
}

// As in JSON Pointer (RFC 6901).
const escape = (name: string): string =>
  /[~/]/.test(name) ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
const unescape = (key: string): string => key.replaceAll("~1", "/").replaceAll("~0", "~");
