import { createHash } from "node:crypto";
import { type RandomBytes, randomHex } from "@hark/kernel";
import type { CallPin, CallPins } from "../store/queue.ts";

const SEED_BYTES = 16;

/** The pins of a run that comes to a call. A step that is tried again keeps its own, for its key is the same. */
export function pinCall(
  pins: CallPins | undefined,
  stepId: string,
  now: Date,
  random: RandomBytes,
): CallPins {
  if (pinOf(pins, stepId)) return pins ?? {};
  return { ...pins, [stepId]: { at: now.toISOString(), seed: randomHex(SEED_BYTES, random) } };
}

/** The clock reading and the randomness of a step's call: equal at every asking. Undefined for one that was never pinned. */
export function pinnedCall(
  pins: CallPins | undefined,
  stepId: string,
): { readonly now: Date; readonly random: RandomBytes } | undefined {
  const pin = pinOf(pins, stepId);
  return pin && { now: new Date(pin.at), random: seededRandom(pin.seed) };
}

const pinOf = (pins: CallPins | undefined, stepId: string): CallPin | undefined =>
  pins && Object.hasOwn(pins, stepId) ? pins[stepId] : undefined;

function seededRandom(seed: string): RandomBytes {
  let asked = 0;
  return (size) => {
    asked += 1;
    return createHash("shake256", { outputLength: size }).update(`${seed}/${asked}`).digest();
  };
}
