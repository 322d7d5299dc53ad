import type { Json, JsonObject } from "@hark/kernel";
import type { StepError } from "./advance.ts";
import type { Work } from "./work.ts";

/** How much of something there may be. */
interface Limits {
  readonly entries: number;
  /** How many of the entries may be members of objects. */
  readonly members?: number;
  readonly chars: number;
}

/** What a value holds, as far as it was counted; `fits` says whether that is all of it. */
interface Weight extends Required<Limits> {
  readonly fits: boolean;
}

/**
 * The most that a step may have or give: nobody is to wait for its being read or written in one piece, whatever it is made of. Members take
 * three times as long as entries of lists; twice as many control characters took 64 ms to be written.
 */
const MOST = { entries: 100_000, members: 30_000, chars: 2_000_000 };
const MAX_DEPTH = 500;
// Half a character is written as six, at some thirty times the cost of a whole one.
const BROKEN = 16;
// Writing an entry takes as long as writing that many characters.
const CHARS_OF_ENTRY = 32;
const CHARS_OF_MEMBER = 100;
// What counting takes, in units of work: names are listed first, and a list is walked.
const COST_OF_MEMBER = 0.75;
const COST_OF_ENTRY = 0.125;

/** What was found of a value that is to be kept: how much it is, in characters, and why that is too much, if it is. */
export interface Weighed {
  readonly size: number;
  readonly fault: StepError | undefined;
}

/**
 * Weighs what a step has or gives. References put whole values in their place, so that steps that hand on what they got could double it
 * time and again; and what is nested too deeply cannot be written down. Spends for counting.
 */
export function weigh(value: Json, what: string, work: Work): Weighed {
  const weight = weightOf(value, MOST);
  const { fits, entries, members } = weight;
  work.spend(members * COST_OF_MEMBER + (entries - members) * COST_OF_ENTRY);
  const size = sizeOf(weight);
  if (fits) return { size, fault: undefined };
  const message = `${what} more than ${MOST.entries} values, ${MOST.members} members or ${MOST.chars} characters, or is nested more than ${MAX_DEPTH} deep; refer to less`;
  return { size, fault: { code: "too-large", message } };
}

/** How much is kept of what was weighed before. */
export const sizeOfParams = (params: Json): number => sizeOf(weightOf(params, MOST));

const sizeOf = ({ chars, entries, members }: Weight): number =>
  chars + (entries - members) * CHARS_OF_ENTRY + members * CHARS_OF_MEMBER;

/** What a whole value was found to hold. */
interface Known extends Required<Limits> {
  /** Levels of values below it. */
  readonly height: number;
}

/** Values that steps hand on as they are, such as a payload, are counted once: nothing changes a value that a step was given. */
const known = new WeakMap<object, Known>();
/** They stand as members of params and outputs, or in the attributes of what started a run. */
const HANDED_ON_DEPTH = 2;
/** Smaller ones are counted sooner than remembered: an ordinary payload has sixty. */
const WORTH_KEEPING = 200;

/** Counts what a value holds when it is read as a tree: what stands in it twice counts twice. Stops where it is more than the limits. */
export function weightOf(value: Json, limits: Limits): Weight {
  const scale = new Scale(limits);
  const fits = scale.holds(value, 0);
  return { fits, entries: scale.entries, chars: scale.chars, members: scale.members };
}

class Scale {
  entries = 0;
  members = 0;
  chars = 0;
  private deepest = 0;
  private readonly limits: Required<Limits>;

  constructor({ entries, members = entries, chars }: Limits) {
    this.limits = { entries, members, chars };
  }

  holds(value: Json, depth: number): boolean {
    if (typeof value === "string") return this.holdsText(value);
    if (typeof value !== "object" || value === null) return true;
    if (depth > MAX_DEPTH) return false;
    if (depth > this.deepest) this.deepest = depth;
    return depth === 0 || depth > HANDED_ON_DEPTH
      ? this.holdsParts(value, depth)
      : this.holdsOnce(value, depth);
  }

  private holdsParts(value: Json[] | JsonObject, depth: number): boolean {
    if (Array.isArray(value)) {
      this.entries += value.length;
      if (this.entries > this.limits.entries) return false;
      for (const entry of value) if (!this.holds(entry, depth + 1)) return false;
      return true;
    }
    // JSON has no inherited members.
    for (const key in value) {
      this.entries += 1;
      this.members += 1;
      if (!this.isWithin || !this.holdsText(key)) return false;
      if (!this.holds(value[key] ?? null, depth + 1)) return false;
    }
    return true;
  }

  private holdsOnce(value: Json[] | JsonObject, depth: number): boolean {
    const before = known.get(value);
    if (before) return this.holdsKnown(before, depth);
    const { entries, members, chars, deepest } = this;
    this.deepest = depth;
    if (!this.holdsParts(value, depth)) return false;
    if (this.entries - entries >= WORTH_KEEPING || this.chars - chars >= WORTH_KEEPING * CHARS_OF_ENTRY) {
      known.set(value, {
        entries: this.entries - entries,
        members: this.members - members,
        chars: this.chars - chars,
        height: this.deepest - depth,
      });
    }
    if (deepest > this.deepest) this.deepest = deepest;
    return true;
  }

  private holdsKnown({ entries, members, chars, height }: Known, depth: number): boolean {
    this.entries += entries;
    this.members += members;
    this.chars += chars;
    if (depth + height > this.deepest) this.deepest = depth + height;
    return this.isWithin && this.chars <= this.limits.chars && depth + height <= MAX_DEPTH;
  }

  private get isWithin(): boolean {
    return this.entries <= this.limits.entries && this.members <= this.limits.members;
  }

  private holdsText(text: string): boolean {
    this.chars += text.length > 16 && !text.isWellFormed() ? text.length * BROKEN : text.length;
    return this.chars <= this.limits.chars;
  }
}
