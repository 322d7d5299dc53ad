import { useNow } from "@hark/ui";
import type { RunAttributes } from "./run.ts";
import { dueWords, waitingWords } from "./run-words.ts";

const SECOND_MS = 1_000;

/** What a run that has not ended waits for and when it goes on, counting down. */
export function WaitingLine({ run }: { readonly run: Pick<RunAttributes, "waitingFor" | "dueAt"> }) {
  return <>{waitingWords(run, useNow(SECOND_MS))}</>;
}

/** "due in 4 min", counting down. */
export function DueIn({ at }: { readonly at: string }) {
  return <>{dueWords(at, useNow(SECOND_MS))}</>;
}
