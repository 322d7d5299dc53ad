import type { Action, ActionResult } from "@hark/workflow";
import { RE2JS } from "re2js";
import { longText, text } from "./description-parts.ts";
import { textParam } from "./run-items.ts";

const MAX_PATTERN = 1_000;

export const regexMatch: Action = {
  description: {
    name: "kustomer.regex-match.generic",
    label: "Regex Match: Generic",
    group: "Generic",
    purpose:
      "Finds the first place in a text that a regular expression (RE2 syntax) fits. Fits nowhere: the output is empty.",
    input: {
      type: "object",
      properties: {
        testString: longText("Test String (string)"),
        regex: text("Regex (string)", "Such as #([0-9]+). RE2 syntax: no back references, no look-around."),
      },
      required: ["regex"],
    },
    exampleOutput: { match: "#1205", groups: ["1205"] },
  },
  hasEffects: false,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items) =>
    items.map(({ params }) => matchOnce(textParam(params, "regex"), textParam(params, "testString"))),
};

/** The first match and its groups; groups that took no part are null. */
function matchOnce(pattern: string, text: string): ActionResult {
  if (pattern.length > MAX_PATTERN) {
    const message = `regex is longer than ${MAX_PATTERN} characters; use a shorter one`;
    return { error: { code: "badparam", field: "regex", message } };
  }
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `regex cannot be read: ${reason}; RE2 has no back references and no look-around`;
    return { error: { code: "badparam", field: "regex", message } };
  }
  const matcher = compiled.matcher(text);
  if (!matcher.find()) return { output: {} };
  const groups = Array.from({ length: matcher.groupCount() }, (_, at) => matcher.group(at + 1) ?? null);
  return { output: { match: matcher.group() ?? "", groups } };
}
