import type { ReplayRow } from "@hark/workflow";

/** What a replay has come to, in one or two sentences. */
export function replayWords(
  replay: Pick<ReplayRow, "state" | "total" | "queued" | "completed" | "failed" | "canceled" | "skipped">,
): string {
  const { state, total, queued } = replay;
  if (state === "done" && total === 0 && queued === 0) return "No run fitted the filter.";
  const skipped = Object.values(replay.skipped).reduce((sum, count) => sum + count, 0);
  const parts = [
    replay.completed > 0 ? `${replay.completed} completed` : undefined,
    replay.failed > 0 ? `${replay.failed} failed` : undefined,
    replay.canceled > 0 ? `${replay.canceled} canceled` : undefined,
    skipped > 0 ? `${skipped} skipped: ${reasons(replay.skipped)}` : undefined,
  ].filter((part) => part !== undefined);
  const outcome = parts.length === 0 ? "" : ` ${parts.join(", ")}.`;
  switch (state) {
    case "running":
      return `${queued === 0 ? "None" : queued} of ${total} begun again, behind live runs.${outcome}`;
    case "done":
      return `${queued} of ${total} run again.${outcome}`;
    case "canceled":
      return `Canceled after ${queued} of ${total}; what had begun goes on.${outcome}`;
  }
}

const WORDS: Readonly<Record<keyof ReplayRow["skipped"], string>> = {
  "event-gone": "what started it is no longer kept",
  "version-gone": "its version is not there",
  "step-gone": "the version has no such step",
  "step-not-reached": "it never came to the step",
  "output-gone": "what an earlier step gave is not kept whole",
};

function reasons(skipped: ReplayRow["skipped"]): string {
  const known = Object.entries(WORDS).flatMap(([code, words]) => {
    const count = skipped[code as keyof ReplayRow["skipped"]]; // the keys of WORDS are these codes
    return count === undefined ? [] : [`${words} (${count})`];
  });
  return known.join("; ");
}
