import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Hark } from "../compose/compose.ts";
import type { Config } from "../config.ts";
import { StartError } from "../start-error.ts";

/** Letters and digits that cannot be taken for each other when they are copied by hand. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const PASSWORD_CHARS = 16;
const MAIN = fileURLToPath(new URL("../main.js", import.meta.url));

/** How the first owner signs in. */
export interface FirstOwner {
  readonly email: string;
  readonly password: string;
}

/**
 * At the very first start: the owner with the demo, or with `HARK_DEMO=0` the owner alone where a password is configured.
 * Otherwise the first-run page asks. Gives the sign-in, which is shown only now.
 */
export async function makeFirstOwner(hark: Hark, config: Config): Promise<FirstOwner | undefined> {
  const { HARK_DEMO: wantsDemo, HARK_OWNER_EMAIL: email, HARK_OWNER_PASSWORD: given } = config.values;
  if ((!wantsDemo && !given) || !(await hark.accounts.needsSetup())) return undefined;
  const password = given || newPassword();
  if (wantsDemo) await makeDemoElsewhere(config, password);
  else await hark.accounts.createOwner({ organisation: "My organisation", name: "Owner", email, password });
  return { email, password };
}

/**
 * In a process of its own: making the demo takes 70 MB that a server would keep for good. And in a group of its own: a Ctrl-C would leave
 * half a demo, and an owner whose password nobody was told.
 */
async function makeDemoElsewhere({ values }: Config, password: string): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, MAIN, "make-demo"], {
    env: {
      ...process.env,
      HARK_REVIEWS_PORT: String(values.HARK_REVIEWS_PORT),
      HARK_DESK_PORT: String(values.HARK_DESK_PORT),
      HARK_OWNER_PASSWORD: password,
    },
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
  });
  const [said, code] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    }),
  ]);
  if (code !== 0) throw new StartError(`the demo could not be made: ${said.trim()}`);
}

function newPassword(): string {
  const chars = Array.from({ length: PASSWORD_CHARS }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return chars.join("").replace(/(.{4})(?=.)/g, "$1-");
}
