import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { destination, type Logger, pino } from "pino";

/** What never goes into a log line, wherever it turns up. */
const REDACTED = ["*.authorization", "*.apiKey", "*.password", "*.token", "headers.cookie"];

/** The process's log: JSON lines in `log/hark.log` of the data folder, or on the terminal. */
export function openLog(dataDir: string, toTerminal: boolean): Logger {
  const options = { level: "info", redact: REDACTED, base: { pid: process.pid } };
  if (toTerminal) return pino(options, destination({ dest: 1, sync: true }));
  const directory = join(dataDir, "log");
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  return pino(options, destination({ dest: join(directory, "hark.log"), sync: false, mkdir: false }));
}
