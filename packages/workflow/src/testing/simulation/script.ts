import type { Json, JsonObject } from "@hark/kernel";
import type { JournalEntry, Outcome } from "../../core/advance.ts";
import { createDice, type Dice } from "../dice.ts";
import { errorCodes } from "./random-document.ts";

/** A number from words; the same words give the same one (FNV-1a). */
export function seedFrom(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of words.join("/")) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

/** Step 1's output. */
export function triggerOf(dice: Dice): JsonObject {
  return outputOf(dice);
}

/** What a simulated action gives. */
export const outputOf = (dice: Dice): JsonObject => ({
  value: dice.pick<Json>([0, 1, 2, "2", true, null]),
  list: Array.from({ length: dice.int(3) }, (_, at) => at),
  deep: { text: dice.pick(["a < b", "", "x"]) },
});

/**
 * How an action ends, which is decided by the seed, the step, and how often the run has been there: whoever does it again after a crash
 * sees the same.
 */
export function outcomeOf(
  seed: number,
  stepId: string,
  params: JsonObject,
  journal: readonly JournalEntry[],
  attempt: number,
): Outcome {
  const visit = journal.filter((entry) => entry.stepId === stepId).length;
  const dice = createDice(seedFrom(seed, stepId, visit, attempt));
  if (dice.chance(0.2)) {
    const code = dice.pick(errorCodes);
    return { stepId, params, error: { code, message: `${stepId} failed with ${code}` } };
  }
  return { stepId, params, output: dice.chance(0.1) ? null : outputOf(dice) };
}
