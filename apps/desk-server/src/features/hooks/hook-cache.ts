import type { Clock } from "@hark/kernel";
import { SECOND } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { findHookByHash, type HookRow } from "./store.ts";

/** Hooks by address, so that a thousand transactions a second do not ask a thousand times. */
export interface HookCache {
  find(hash: string): Promise<HookRow | undefined>;
  /** A change in this process takes effect at once; another process sees it within two seconds. */
  forget(hash: string): void;
}

const KEPT_MS = 2 * SECOND;
const MAX_ENTRIES = 10_000;

/** Makes an empty cache. Addresses that lead nowhere are asked for anew each time: they are rare and may come to be. */
export function createHookCache(sql: Sql, clock: Clock): HookCache {
  const known = new Map<string, { hook: HookRow; until: number }>();
  return {
    find: async (hash) => {
      const now = clock.now().getTime();
      const entry = known.get(hash);
      if (entry && entry.until > now) return entry.hook;
      const hook = await findHookByHash(sql, hash);
      if (known.size > MAX_ENTRIES) known.clear();
      if (hook) known.set(hash, { hook, until: now + KEPT_MS });
      else known.delete(hash);
      return hook;
    },
    forget: (hash) => void known.delete(hash),
  };
}
