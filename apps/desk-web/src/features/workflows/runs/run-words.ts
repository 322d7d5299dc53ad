import { DAY, HOUR, MINUTE, SECOND } from "@hark/kernel";

/** A duration in milliseconds as people read it. */
export function durationWords(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "";
  if (ms < 1) return "< 1 ms";
  return ms < SECOND ? `${Math.round(ms)} ms` : `${(ms / SECOND).toFixed(1)} s`;
}

const units: readonly (readonly [number, string])[] = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [SECOND, "s"],
];

/** How long until an instant: "due in 4 min", "due now" once it has come; nothing without an instant. */
export function dueWords(dueAt: string | null, now: number): string {
  if (dueAt === null) return "";
  const left = new Date(dueAt).getTime() - now;
  const unit = units.find(([size]) => left >= size);
  return unit ? `due in ${Math.round(left / unit[0])} ${unit[1]}` : "due now";
}

/** What a run that has not ended waits for, and when it goes on. */
export function waitingWords(
  { waitingFor, dueAt }: { readonly waitingFor: string | null; readonly dueAt: string | null },
  now: number,
): string {
  return [waitingFor ?? "", dueWords(dueAt, now)].filter((words) => words !== "").join(", ");
}
