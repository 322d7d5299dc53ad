import { HarkError, MINUTE } from "@hark/kernel";

/** What a caller is told about its bucket. */
export interface RateAnswer {
  readonly limit: number;
  readonly remaining: number;
  /** When the bucket is full again (epoch seconds). */
  readonly reset: number;
  /** Set when the minute's were spent already: what to answer instead of taking the transaction in. */
  readonly refusal: HarkError | undefined;
}

/** Counts transactions by the minute, in a bucket for each organisation or sender. */
export interface HookRate {
  /** Takes one; undefined when there is no limit. */
  take(bucket: string, now: Date): RateAnswer | undefined;
}

/** Fixed buckets of a minute; `perMinute` 0 lifts the limit. `whose` begins the sentence a refusal tells. */
export function createHookRate(perMinute: number, whose: string): HookRate {
  // Buckets of one minute only, so that senders that came once are not remembered for good.
  let minute = 0;
  const used = new Map<string, number>();
  return {
    take: (bucket, now) => {
      if (perMinute === 0) return undefined;
      const current = Math.floor(now.getTime() / MINUTE);
      if (current !== minute) used.clear();
      minute = current;
      const before = used.get(bucket) ?? 0;
      used.set(bucket, Math.min(before + 1, perMinute));
      const isSpent = before >= perMinute;
      return {
        limit: perMinute,
        remaining: isSpent ? 0 : perMinute - before - 1,
        reset: ((minute + 1) * MINUTE) / 1_000,
        refusal: isSpent ? refusal(whose, perMinute) : undefined,
      };
    },
  };
}

function refusal(whose: string, perMinute: number): HarkError {
  return new HarkError(
    "ratelimited",
    `${whose} ${perMinute.toLocaleString("en")} hook transactions of the minute are spent; try again in the next`,
  );
}
