import { isJsonObject } from "@hark/kernel";
import type { FormFault } from "./definition.ts";
import { tagChars } from "./templates.ts";

/** What a document, or a part of it, may hold. */
interface Limits {
  /** Members and list entries, counted all through. */
  readonly values: number;
  /** Characters of the tags of templates. */
  readonly tagChars: number;
  /** Characters of references and functions. */
  readonly pathChars: number;
}

const OF_DOCUMENT: Limits = { values: 50_000, tagChars: 100_000, pathChars: Number.POSITIVE_INFINITY };
// A step is compiled at once: this takes about 10 ms.
const OF_STEP: Limits = { values: 5_000, tagChars: 20_000, pathChars: 50_000 };
/** How deep lists and objects of a document may nest. */
const MAX_NESTING = 100;

/**
 * Where a document holds more than it may: as a whole, in a step or in its trigger. Counts no farther than the limits, so that little is
 * to be done about a document, whatever it is.
 */
export function sizeFaults(document: unknown): FormFault[] {
  const whole = new Count(OF_DOCUMENT);
  const faults: FormFault[] = [];
  for (const { value, depth, pointer, limits } of partsOf(document)) {
    const part = new Count(limits);
    part.add(value, depth);
    if (part.isTooDeep)
      return [{ pointer: "", message: `lists and objects nest at most ${MAX_NESTING} deep` }];
    whole.addPart(part);
    if (limits === OF_STEP) faults.push(...part.faults(pointer, pointer === "/trigger" ? TRIGGER : STEP));
    if (!whole.isWithin) return [...whole.faults("", DOCUMENT), ...faults];
  }
  return faults;
}

interface Part {
  readonly value: unknown;
  /** How deep it stands in the document. */
  readonly depth: number;
  readonly pointer: string;
  readonly limits: Limits;
}

/** The trigger, the steps, and each other member; of what is no document, the whole. */
function* partsOf(document: unknown): Generator<Part> {
  const other = { pointer: "", limits: OF_DOCUMENT };
  if (!isJsonObject(document)) {
    yield { ...other, value: document, depth: 0 };
    return;
  }
  // Listing the names of a large object takes longer than to walk as far as there is something to count.
  for (const name in document) {
    const value = document[name];
    if (name === "trigger") yield { value, depth: 1, pointer: "/trigger", limits: OF_STEP };
    else if (name !== "steps" || !Array.isArray(value)) yield { ...other, value, depth: 1 };
    else {
      yield { ...other, value: null, depth: 1 };
      for (const [index, step] of value.entries())
        yield { value: step, depth: 2, pointer: `/steps/${index}`, limits: OF_STEP };
    }
  }
}

class Count {
  values = 0;
  tagChars = 0;
  pathChars = 0;
  isTooDeep = false;
  private readonly limits: Limits;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  get isWithin(): boolean {
    const { limits } = this;
    const isCounted = this.values <= limits.values && this.tagChars <= limits.tagChars;
    return isCounted && this.pathChars <= limits.pathChars && !this.isTooDeep;
  }

  /** Counts a part that is a value itself, and what it holds. */
  addPart(part: Count): void {
    this.values += 1 + part.values;
    this.tagChars += part.tagChars;
  }

  /** Counts what a value holds; true while that is within the limits. */
  add(value: unknown, depth: number): boolean {
    if (typeof value === "string") {
      if (value.startsWith("/#")) this.pathChars += value.length;
      this.tagChars += tagChars(value, this.limits.tagChars - this.tagChars);
      return this.isWithin;
    }
    if (Array.isArray(value)) return value.every((entry) => this.addMember(entry, depth));
    if (isJsonObject(value)) for (const name in value) if (!this.addMember(value[name], depth)) return false;
    return true;
  }

  private addMember(value: unknown, depth: number): boolean {
    this.values += 1;
    this.isTooDeep = depth >= MAX_NESTING;
    return this.isWithin && this.add(value, depth + 1);
  }

  faults(pointer: string, { name, cure }: Words): FormFault[] {
    const { limits } = this;
    const fault = (message: string): FormFault => ({ pointer, message });
    return [
      ...(this.values > limits.values
        ? [
            fault(
              `${name} holds at most ${shown(limits.values)} values, all members and list entries counted; ${cure}`,
            ),
          ]
        : []),
      ...(this.tagChars > limits.tagChars
        ? [
            fault(
              `the template tags of ${name} hold at most ${shown(limits.tagChars)} characters together; ${cure}`,
            ),
          ]
        : []),
      ...(this.pathChars > limits.pathChars
        ? [
            fault(
              `the references and functions of ${name} hold at most ${shown(limits.pathChars)} characters together; ${cure}`,
            ),
          ]
        : []),
    ];
  }
}

interface Words {
  readonly name: string;
  readonly cure: string;
}

const DOCUMENT: Words = { name: "a workflow", cure: "split it" };
const STEP: Words = { name: "a step", cure: "move some of them to a step of their own" };
const TRIGGER: Words = { name: "the trigger", cure: "move some of them to a step" };

const shown = (count: number): string => count.toLocaleString("en");
