import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { coalesce } from "./coalesce.ts";
import type { LiveMessage } from "./live-hub.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function gathered(): {
  readonly passed: LiveMessage[];
  readonly take: (message: LiveMessage) => void;
  stop(): void;
} {
  const passed: LiveMessage[] = [];
  const coalescer = coalesce((message) => passed.push(message), 300);
  return { passed, take: coalescer.take, stop: coalescer.stop };
}

test("a single message passes at once", () => {
  const { passed, take } = gathered();
  take({ topic: "customers" });
  expect(passed).toHaveLength(1);
});

test("of a burst the first passes at once and the last when the burst is over", () => {
  const { passed, take } = gathered();
  for (let id = 0; id < 1_000; id += 1) take({ topic: "hook:a", type: "transaction", id: String(id) });
  vi.advanceTimersByTime(300);
  expect(passed.map((message) => message.id)).toEqual(["0", "999"]);
});

test("messages of other topics are not lost in a burst", () => {
  const { passed, take } = gathered();
  take({ topic: "a" });
  take({ topic: "b" });
  take({ topic: "a" });
  vi.advanceTimersByTime(300);
  expect(passed.map((message) => message.topic)).toEqual(["a", "b", "a"]);
});

test("after stop nothing passes any more", () => {
  const { passed, take, stop } = gathered();
  take({ topic: "a" });
  take({ topic: "a" });
  stop();
  vi.advanceTimersByTime(1_000);
  expect(passed).toHaveLength(1);
});
