/** One request that the receiver took, in the order it took them. */
export interface Taken {
  readonly id: string;
  readonly type: string;
  readonly reviewId: string;
  readonly title: string;
  readonly key: string;
}

/** A review that was answered 201. */
export interface Accepted {
  readonly reviewId: string;
  readonly key: string;
  /** Counts up per key. */
  readonly number: number;
}

/** What a storm did to the promises. All but the first two must be 0. */
export interface Verdict {
  readonly accepted: number;
  /** Requests that repeated an earlier one under the same webhook-id: allowed, and told apart by it. */
  readonly repeated: number;
  /** Accepted and never taken by the receiver. */
  readonly lost: number;
  /** One event under several webhook-ids. */
  readonly renamed: number;
  /** Events that came before an earlier one of the same reviewer. */
  readonly overtaken: number;
}

/** Judges what arrived against what was accepted. `numberOf` reads a review's place from its title. */
export function judge(
  accepted: readonly Accepted[],
  taken: readonly Taken[],
  numberOf: (title: string) => number,
): Verdict {
  const created = taken.filter(({ type }) => type === "review.created");
  const idsOf = new Map<string, Set<string>>();
  const newest = new Map<string, number>();
  let repeated = 0;
  let overtaken = 0;
  for (const { id, reviewId, title, key } of created) {
    const ids = idsOf.get(reviewId) ?? new Set();
    if (ids.has(id)) repeated += 1;
    else if (ids.size === 0) {
      const number = numberOf(title);
      if (number < (newest.get(key) ?? -1)) overtaken += 1;
      newest.set(key, Math.max(number, newest.get(key) ?? -1));
    }
    idsOf.set(reviewId, ids.add(id));
  }
  return {
    accepted: accepted.length,
    repeated,
    lost: accepted.filter(({ reviewId }) => !idsOf.has(reviewId)).length,
    renamed: [...idsOf.values()].filter((ids) => ids.size > 1).length,
    overtaken,
  };
}
