import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/** Makes the data folder when it is missing. Throws a {@link StartError} when it cannot be written. */
export function openDataFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch {
    throw new StartError(
      `the data folder ${directory} cannot be written; give this user the right to, or set HARK_DATA_DIR to another folder`,
    );
  }
}

/** The installation's secret: the one configured, else one made once into the data folder (mode 0600). */
export function readSecret(directory: string, configured: string): string {
  if (configured) return configured;
  const file = join(directory, "secret");
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, "utf8").trim();
}
