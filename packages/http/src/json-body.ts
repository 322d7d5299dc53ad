import { HarkError } from "@hark/kernel";

/** The deepest nesting of lists and objects that a JSON body may have. */
export const MAX_JSON_DEPTH = 64;

/**
 * Parses a JSON body. Throws 400 with position and cure for broken JSON, and for nesting deeper than `maxDepth`, which is
 * checked before anything is built. A member named `__proto__` becomes an ordinary member of its own.
 */
export function parseJsonBody(text: string, maxDepth = MAX_JSON_DEPTH): unknown {
  if (depthOf(text, maxDepth) > maxDepth) {
    throw new HarkError("badparam", `the body is nested deeper than ${maxDepth} levels; flatten it`, {
      pointer: "",
    });
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

/** How deep the text nests outside of strings; stops counting once it is past `limit`. */
function depthOf(text: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92 /* \ */) at += 1;
      else if (code === 34 /* " */) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 /* { */ || code === 91 /* [ */) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > limit) return deepest;
    } else if (code === 125 /* } */ || code === 93 /* ] */) depth -= 1;
  }
  return deepest;
}
