import type { Json, RandomBytes } from "@hark/kernel";
import type { Work } from "./work.ts";

/** All that expressions can reach: nothing outside of it exists for them. */
export interface Scope {
  /** Outputs by step id; the trigger's under "1". */
  readonly steps: Readonly<Record<string, Json>>;
  /** Values by variable id. */
  readonly variables: Readonly<Record<string, Json>>;
  /** The failure, in error cases and behind one that said "continue". */
  readonly error?: Json;
  /** What working out values may cost; every template and function has an allowance of its own without. */
  readonly work?: Work;
}

/** What is not data but still decides results; an argument so that a replay gives what the run gave. */
export interface Environment {
  readonly now: Date;
  readonly random: RandomBytes;
  readonly variables: Readonly<Record<string, Json>>;
}
