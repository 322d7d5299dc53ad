import { randomInt } from "node:crypto";
import type { Hark } from "../compose/compose.ts";
import type { Config } from "../config.ts";
import { makeDemo } from "./make-demo.ts";

/** Letters and digits that cannot be taken for each other when they are copied by hand. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const PASSWORD_CHARS = 16;

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
  const { orgId } = await hark.accounts.createOwner({
    organisation: wantsDemo ? "Birch & Tide" : "My organisation",
    name: "Owner",
    email,
    password,
  });
  if (wantsDemo) await makeDemo(hark, config, orgId);
  return { email, password };
}

function newPassword(): string {
  const chars = Array.from({ length: PASSWORD_CHARS }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return chars.join("").replace(/(.{4})(?=.)/g, "$1-");
}
