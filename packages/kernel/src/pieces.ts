import { Breath, nextTurn } from "./breath.ts";

/** A work that needs no waiting, piece by piece, and in the end what comes of it. */
export type Pieces<Result> = Generator<undefined, Result, void>;

/** Does all pieces of a work, one right behind the other. */
export function atOnce<Result>(pieces: Pieces<Result>): Result {
  for (;;) {
    const piece = pieces.next();
    if (piece.done) return piece.value;
  }
}

/** Does the pieces of a work, and lets everybody else have their turn: before the first, and whenever those before took long enough. */
export async function inTurns<Result>(pieces: Pieces<Result>): Promise<Result> {
  // What called for the work may have taken its time already, and others that were called for with it may go first.
  await nextTurn();
  const breath = new Breath();
  for (;;) {
    const pause = breath.take();
    // Most pieces are too small to be worth even the wait for nothing.
    if (pause) await pause;
    const piece = pieces.next();
    if (piece.done) return piece.value;
  }
}
