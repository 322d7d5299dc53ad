import { HarkError } from "@hark/kernel";

/** The deepest nesting of lists and objects that a JSON body may have. */
export const MAX_JSON_DEPTH = 64;

/** How deep a JSON body may nest, and how many members its objects may have together. */
export interface JsonLimits {
  readonly maxDepth?: number;
  readonly maxMembers?: number;
}

/**
 * Parses a JSON body. Throws 400 with position and cure for broken JSON, and for nesting deeper or members more than the
 * limits, which are checked before anything is built. A member named `__proto__` becomes an ordinary member of its own.
 */
export function parseJsonBody(text: string, limits: JsonLimits = {}): unknown {
  const { maxDepth = MAX_JSON_DEPTH, maxMembers = Number.POSITIVE_INFINITY } = limits;
  const { depth, members } = measure(text, maxDepth);
  if (depth > maxDepth) {
    throw new HarkError("badparam", `the body is nested deeper than ${maxDepth} levels; flatten it`, {
      pointer: "",
    });
  }
  if (members > maxMembers) {
    throw new HarkError(
      "badparam",
      `the body has more than ${maxMembers.toLocaleString("en")} members; send it in several parts`,
      { pointer: "" },
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "not JSON";
    throw new HarkError(
      "badparam",
      `the body is not valid JSON: ${reason}; correct it there and send it again`,
      { pointer: "" },
    );
  }
}

/** How deep the text nests outside of strings, and how many members it has; stops counting once it is too deep. */
function measure(text: string, maxDepth: number): { depth: number; members: number } {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92 /* \ */) at += 1;
      else if (code === 34 /* " */) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 58 /* : */) members += 1;
    else if (code === 123 /* { */ || code === 91 /* [ */) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > maxDepth) break;
    } else if (code === 125 /* } */ || code === 93 /* ] */) depth -= 1;
  }
  return { depth: deepest, members };
}
