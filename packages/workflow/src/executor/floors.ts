/** How long claims begin behind one another's, at most (ms): what came to stand before them, such as a run that fell due, waits for so long. */
const FLOOR_MS = 200;

/**
 * The number behind which an organisation's next claim begins: what stands before it in the queue is in batches under way, or ended. Without,
 * each claim of a flood walks over all of that, a run's lock or remains at a time.
 */
export class Floors {
  readonly #floors = new Map<string, { readonly seq: number; readonly until: number }>();

  /** Gives 0 when the claim is to begin at the beginning. `now` counts milliseconds, here and below. */
  of(orgId: string, now: number): number {
    const floor = this.#floors.get(orgId);
    if (!floor) return 0;
    if (now < floor.until) return floor.seq;
    this.#floors.delete(orgId);
    return 0;
  }

  /** Notes that a claim took what it found up to `seq`, and that there is more. */
  raise(orgId: string, seq: number, now: number): void {
    const floor = this.#floors.get(orgId);
    const until = floor?.until ?? now + FLOOR_MS;
    this.#floors.set(orgId, { seq: Math.max(seq, floor?.seq ?? 0), until });
  }

  /** To be called when a run that was claimed is left in the queue, or all there is was claimed. */
  forget(orgId: string): void {
    this.#floors.delete(orgId);
  }
}
