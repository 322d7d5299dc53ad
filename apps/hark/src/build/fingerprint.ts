import { createHash } from "node:crypto";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that everything is in. */
export const root = fileURLToPath(new URL("../../../../", import.meta.url));

/**
 * Name, size and time of every file: reading three hundred files whole would cost more than the rest of the start.
 */
export function fingerprint(patterns: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()) {
    const stat = statSync(join(root, file));
    if (stat.isFile()) hash.update(`${file}:${stat.size}:${stat.mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
