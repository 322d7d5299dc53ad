import type { Tone } from "./tone.ts";

/** A state as people read it. */
export interface StatusWords {
  readonly tone: Tone;
  readonly words: string;
}

/** Every state of both apps with its words and its colour; the one place where they are decided. */
export const statuses = {
  run: {
    pending: { tone: "wait", words: "Starting" },
    waiting: { tone: "wait", words: "Waiting" },
    completed: { tone: "good", words: "Completed" },
    failed: { tone: "bad", words: "Failed" },
    canceled: { tone: "idle", words: "Canceled" },
  },
  workflow: {
    live: { tone: "good", words: "Live" },
    off: { tone: "idle", words: "Off" },
    draft: { tone: "wait", words: "Draft has changes" },
  },
  conversation: {
    open: { tone: "bad", words: "Open" },
    snoozed: { tone: "wait", words: "Snoozed" },
    done: { tone: "good", words: "Done" },
  },
  delivery: {
    pending: { tone: "wait", words: "Waiting" },
    succeeded: { tone: "good", words: "Delivered" },
    failed: { tone: "bad", words: "Needs you" },
    canceled: { tone: "idle", words: "Canceled" },
  },
  review: {
    pending: { tone: "wait", words: "Pending" },
    approved: { tone: "good", words: "Approved" },
    rejected: { tone: "idle", words: "Rejected" },
  },
  request: {
    created: { tone: "idle", words: "Created" },
    sending: { tone: "wait", words: "Sending" },
    sent: { tone: "good", words: "Sent" },
    failed: { tone: "bad", words: "Failed" },
    reviewed: { tone: "good", words: "Reviewed" },
    canceled: { tone: "idle", words: "Canceled" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, StatusWords>>>>;

/** The words of a state; one that is not known is shown as it is. */
export function statusOf(kind: keyof typeof statuses, state: string): StatusWords {
  const states: Readonly<Record<string, StatusWords>> = statuses[kind];
  return states[state] ?? { tone: "idle", words: state };
}
