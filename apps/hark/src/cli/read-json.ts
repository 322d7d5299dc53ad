import { readFileSync } from "node:fs";
import type { Json } from "@hark/kernel";
import { StartError } from "../start-error.ts";

/** The JSON of a file. Throws a {@link StartError} that says why there is none. */
export function readJson(file: string): Json {
  try {
    // JSON.parse gives JSON and nothing else.
    return JSON.parse(readFileSync(file, "utf8")) as Json;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`${file} cannot be read: ${why}`, { cause: error });
  }
}
