import type { LiveMessage } from "./live-hub.ts";

/** Gathers messages; the first passes at once, those that follow closely wait for each other. */
export interface Coalescer {
  take(message: LiveMessage): void;
  /** Forgets what waits. */
  stop(): void;
}

/**
 * Of several messages with one topic and type within `windowMs` only the first and the last are passed on: a burst of a
 * thousand events must not make a screen read its list a thousand times.
 */
export function coalesce(pass: (message: LiveMessage) => void, windowMs: number): Coalescer {
  const waiting = new Map<string, LiveMessage>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.size === 0) return;
    const messages = [...waiting.values()];
    waiting.clear();
    timer = setTimeout(flush, windowMs);
    for (const message of messages) pass(message);
  };
  return {
    take: (message) => {
      if (timer === undefined) {
        timer = setTimeout(flush, windowMs);
        pass(message);
      } else waiting.set(`${message.topic} ${message.type ?? ""}`, message);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting.clear();
    },
  };
}
