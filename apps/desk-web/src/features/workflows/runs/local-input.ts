import { MINUTE } from "@hark/kernel";

/** An instant (ISO 8601) as a `datetime-local` field has it, in the reader's zone; empty for none. */
export function localInput(instant: string): string {
  const time = new Date(instant);
  if (instant === "" || Number.isNaN(time.getTime())) return "";
  return new Date(time.getTime() - time.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}
