import type { Clock } from "@hark/kernel";
import { SECOND } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { compileOrderKey, type OrderKeyOf } from "./order-key.ts";
import { findHookByHash, type HookRow } from "./store.ts";

/** A hook that is ready to take transactions in. */
export interface OpenHook {
  readonly hook: HookRow;
  /** Undefined when its transactions need no order. */
  readonly orderKeyOf: OrderKeyOf | undefined;
}

/** Hooks by address, so that a thousand transactions a second do not ask a thousand times. */
export interface HookCache {
  find(hash: string): Promise<OpenHook | undefined>;
  /** A change in this process takes effect at once; another process sees it within two seconds. */
  forget(hash: string): void;
}

const KEPT_MS = 2 * SECOND;
const MAX_ENTRIES = 10_000;

/**
 * Makes an empty cache. What cannot be an address leads nowhere without asking; an address that leads nowhere is asked for
 * anew each time: it is rare and may come to be.
 */
export function createHookCache(sql: Sql, clock: Clock): HookCache {
  const known = new Map<string, OpenHook & { readonly until: number }>();
  return {
    find: async (hash) => {
      const now = clock.now().getTime();
      const entry = known.get(hash);
      if (entry && entry.until > now) return entry;
      const hook = /^[0-9a-f]{64}$/.test(hash) ? await findHookByHash(sql, hash) : undefined;
      if (known.size > MAX_ENTRIES) known.clear();
      known.delete(hash);
      if (!hook) return undefined;
      const orderKeyOf = hook.order_key === null ? undefined : compileOrderKey(hook.order_key);
      const opened = { hook, orderKeyOf, until: now + KEPT_MS };
      known.set(hash, opened);
      return opened;
    },
    forget: (hash) => void known.delete(hash),
  };
}
