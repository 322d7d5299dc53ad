import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { HarkError } from "@hark/kernel";

/** Largest upload (bytes). */
export const MAX_UPLOAD_BYTES = 15_000_000;

const ENCODER = fileURLToPath(new URL("./encode-picture.ts", import.meta.url));
const TIMEOUT_MS = 30_000;
const AT_A_TIME = 2;
// Each holds its whole upload in memory meanwhile.
const MAX_WAITING = 16;

/** Facts of a picture that was kept. */
export interface KeptPicture {
  readonly width: number;
  readonly height: number;
  /** Of both sizes together. */
  readonly bytes: number;
}

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Encodes an upload anew, as WebP in two sizes, into a folder that exists. In a process of its own: a file that breaks the decoder
 * breaks nothing else, and the decoder's memory is given back with each picture. Throws `badparam` for what is no
 * picture, `unavailable` when too many wait already.
 */
export async function keepPicture(upload: Buffer, folder: string): Promise<KeptPicture> {
  if (running < AT_A_TIME) running += 1;
  else if (waiting.length < MAX_WAITING) await new Promise<void>((resolve) => waiting.push(resolve));
  else throw new HarkError("unavailable", "many pictures are coming in at once; try again in a minute");
  try {
    return await encode(upload, folder);
  } finally {
    // Whoever waits takes the place over, so that nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function encode(upload: Buffer, folder: string): Promise<KeptPicture> {
  const child = spawn(process.execPath, ["--max-old-space-size=128", ENCODER, folder], {
    // The decoder needs nothing of what this process was told, least of all its secrets.
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: ["pipe", "pipe", "ignore"],
    timeout: TIMEOUT_MS,
  });
  // A decoder that gives up early closes its end; its exit code says why.
  child.stdin.on("error", () => {});
  child.stdin.end(upload);
  const [printed, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    }),
  ]);
  if (code === 0) return JSON.parse(printed) as KeptPicture; // printed by our own encoder
  throw new HarkError(
    "badparam",
    "this file is no picture that can be read; send a JPEG, PNG, WebP or AVIF of up to 15 MB",
    { pointer: "/file" },
  );
}
