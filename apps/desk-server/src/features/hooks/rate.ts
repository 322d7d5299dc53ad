import { HarkError, MINUTE } from "@hark/kernel";

/** What a caller is told about its bucket. */
export interface RateAnswer {
  readonly limit: number;
  readonly remaining: number;
  /** When the bucket is full again (epoch seconds). */
  readonly reset: number;
}

/** Counts an organisation's transactions by the minute. */
export interface HookRate {
  /** Takes one; undefined when there is no limit. Throws 429 when the minute's are spent. */
  take(orgId: string, now: Date): RateAnswer | undefined;
}

/** A fixed bucket per minute and organisation; `perMinute` 0 lifts the limit. */
export function createHookRate(perMinute: number): HookRate {
  const buckets = new Map<string, { minute: number; used: number }>();
  return {
    take: (orgId, now) => {
      if (perMinute === 0) return undefined;
      const minute = Math.floor(now.getTime() / MINUTE);
      const known = buckets.get(orgId);
      const bucket = known?.minute === minute ? known : { minute, used: 0 };
      buckets.set(orgId, bucket);
      if (bucket.used >= perMinute) {
        throw new HarkError(
          "ratelimited",
          `this organisation's ${perMinute} hook transactions of the minute are spent; try again in the next`,
        );
      }
      bucket.used += 1;
      return { limit: perMinute, remaining: perMinute - bucket.used, reset: ((minute + 1) * MINUTE) / 1_000 };
    },
  };
}
