import type { Json } from "@hark/kernel";
import type { JournalEntry, Outcome, RunState, StepError } from "../../core/advance.ts";

/** Where a run stands between two commits. */
export type Place =
  | {
      readonly at: "ready";
      readonly attempt: number;
      readonly fence: number;
      readonly resume: Resume | null;
    }
  | {
      readonly at: "waiting";
      readonly attempt: number;
      readonly fence: number;
      readonly resume: Resume | null;
      readonly waitingFor: string;
      readonly dueAt: number;
    }
  | {
      readonly at: "calling";
      readonly attempt: number;
      readonly resume: Resume;
      /** What the call is made with; null before its first try. */
      readonly params: Json;
      readonly waitingFor: string;
      /** Counts up for as long as the run lives: an answer to an earlier call of it is told from one to this call. */
      readonly fence: number;
      readonly leaseUntil: number;
    }
  | {
      readonly at: "ended";
      readonly result: "completed" | "failed";
      readonly error: StepError | null;
      readonly state: RunState;
    };

/** Where a run that was put down goes on. */
export interface Resume {
  readonly state: RunState;
  readonly stepId: string;
  readonly outcome?: Outcome;
}

/** The state of the run that stands there, if it has begun. */
export const stateOf = (place: Place): RunState | undefined =>
  place.at === "ended" ? place.state : place.resume?.state;

function withJournal(place: Place, journal: readonly JournalEntry[]): Place {
  if (place.at === "ended") return { ...place, state: { ...place.state, journal } };
  const { resume } = place;
  return resume ? ({ ...place, resume: { ...resume, state: { ...resume.state, journal } } } as Place) : place;
}

/**
 * Keeps a place as text: nothing but JSON survives a crash. A run that calls a thousand times is put down, and taken up, twice for each
 * call, with a journal that grows by one entry: the others are not written and read anew each time, but frozen, so that nobody can
 * change them in between.
 */
export class Shelf {
  /** How often something was put down. */
  count = 0;
  #rest = "null";
  #entries: readonly JournalEntry[] = [];
  readonly #known = new WeakSet<JournalEntry>();

  put(place: Place): void {
    this.count += 1;
    this.#entries = (stateOf(place)?.journal ?? []).map((entry) => this.#keep(entry));
    this.#rest = JSON.stringify(withJournal(place, []));
  }

  take(): Place {
    // Was written by `put`, and by nobody else.
    return withJournal(JSON.parse(this.#rest) as Place, [...this.#entries]);
  }

  #keep(entry: JournalEntry): JournalEntry {
    if (this.#known.has(entry)) return entry;
    const kept = freeze(JSON.parse(JSON.stringify(entry)) as JournalEntry);
    this.#known.add(kept);
    return kept;
  }
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
