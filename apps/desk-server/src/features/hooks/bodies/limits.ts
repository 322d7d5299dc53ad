import { HarkError } from "@hark/kernel";

/** The deepest nesting a body may have, whatever it is written in. */
export const MAX_DEPTH = 64;

/** The most members, fields or elements a body may have: within 400,000 bytes no real message has as many. */
export const MAX_MEMBERS = 10_000;

/** The 400 of a body that has more than that. `what` is what it has too many of. */
export function tooMany(what: string): HarkError {
  return new HarkError(
    "badparam",
    `the body has more than ${MAX_MEMBERS.toLocaleString("en")} ${what}; send it in several parts`,
    { pointer: "" },
  );
}
