/** Writes one result: the text for people, or with `--json` the value for programs. */
export function print(json: boolean | undefined, value: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
}

/** Exit codes of `hark`: a script can tell a fault of its own from a state of the instance. */
export const exitCode = { ok: 0, failed: 1, usage: 2, notRunning: 3 } as const;
