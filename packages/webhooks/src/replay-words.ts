import type { ReplayRow } from "./replay-store.ts";

/** What a replay has come to, in one or two sentences. */
export function replayWords(
  replay: Pick<ReplayRow, "state" | "total" | "queued" | "succeeded" | "failed" | "rate_per_second">,
): string {
  const { state, total, queued } = replay;
  if (total === 0 && queued === 0) return "Nothing fitted the filter.";
  switch (state) {
    case "running":
      return `${counted(queued)} of ${total} put back, ${replay.rate_per_second} per second at most, behind live events.${outcomes(replay)}`;
    case "done":
      return queued < total
        ? `${counted(queued)} of ${total} put back; the others were on their way already, or gone.${outcomes(replay)}`
        : `All ${total} put back.${outcomes(replay)}`;
    case "canceled":
      return `Canceled after ${queued} of ${total}; what was not sent is what it was before.${outcomes(replay)}`;
  }
}

const counted = (count: number): string => (count === 0 ? "None" : String(count));

function outcomes({ state, queued, succeeded, failed }: Parameters<typeof replayWords>[0]): string {
  const waiting = state === "canceled" ? 0 : Math.max(0, queued - succeeded - failed);
  const parts = [
    succeeded > 0 ? `${succeeded} arrived` : undefined,
    failed > 0 ? `${failed} failed again` : undefined,
    waiting > 0 ? `${waiting} on their way` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : ` ${parts.join(", ")}.`;
}
