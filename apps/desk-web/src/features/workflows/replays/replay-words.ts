import { HOUR, MINUTE, SECOND } from "@hark/kernel";
import type { Replay, ReplayCount } from "./replay.ts";
import { skipWords } from "./replay.ts";

/** How many runs of a replay have come to their end, or were passed over. */
export const endedOf = ({ completed, failed, canceled, skipped }: Replay): number =>
  completed + failed + canceled + skipped;

/** How far a replay is, from 0 to 100. */
export const percentOf = (replay: Replay): number =>
  replay.total === 0 ? 100 : Math.min(100, (endedOf(replay) / replay.total) * 100);

/** How long a replay still takes at the pace it had so far: "about 4 min left". Empty while nobody can tell. */
export function restWords(replay: Replay, now: number): string {
  const ended = endedOf(replay);
  const went = now - new Date(replay.createdAt).getTime();
  if (replay.state !== "running" || ended === 0 || went <= 0) return "";
  const left = (went / ended) * (replay.total - ended);
  if (left >= HOUR) return `about ${Math.round(left / HOUR)} h left`;
  if (left >= MINUTE) return `about ${Math.round(left / MINUTE)} min left`;
  return `about ${Math.max(1, Math.round(left / SECOND))} s left`;
}

/** Why runs were passed over, as sentences. */
export const skippedWords = ({ skippedBecause }: Replay): readonly string[] =>
  Object.entries(skippedBecause).map(
    ([reason, count]) => `${count.toLocaleString("en")} passed over: ${skipWords[reason] ?? reason}.`,
  );

/** What would be run again, as sentences. */
export function countWords({ total, byState, gone }: ReplayCount): string {
  if (total === 0) return "No run fits.";
  const parts = (["completed", "failed", "canceled"] as const)
    .filter((state) => byState[state] > 0)
    .map((state) => `${byState[state].toLocaleString("en")} ${state}`);
  const all = `${total.toLocaleString("en")} ${total === 1 ? "run" : "runs"} (${parts.join(", ")}).`;
  return gone === 0
    ? all
    : `${all} ${gone.toLocaleString("en")} of them will be passed over: what started them is no longer kept.`;
}
