import type { Environment, Scope } from "./context.ts";
import { parseNodes } from "./template-parser.ts";
import { renderNodes } from "./template-render.ts";
import { TemplateFault } from "./template-scanner.ts";
import type { TemplateNode } from "./template-tree.ts";

/** A parsed template. Rendering is total: it never throws and spends of the scope's work. */
export type Template = (scope: Scope, environment: Environment) => string;

export type TemplateResult =
  | { readonly ok: true; readonly template: Template; readonly nodes: readonly TemplateNode[] }
  | { readonly ok: false; readonly message: string };

// 400,000 characters of tags took over a second to check on a busy machine; an eighth of it is still a long mail.
const MAX_LENGTH = 50_000;

/** Parses a template in the grammar of Handlebars. Linear in its length; never throws. */
export function parseTemplate(text: string): TemplateResult {
  if (text.length > MAX_LENGTH)
    return { ok: false, message: `the template is longer than ${MAX_LENGTH} characters` };
  try {
    const nodes = parseNodes(text);
    return { ok: true, nodes, template: (scope, environment) => renderNodes(nodes, scope, environment) };
  } catch (error) {
    if (error instanceof TemplateFault)
      return { ok: false, message: `the template cannot be read: ${error.message}` };
    throw error;
  }
}

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[(?:[^\]\\]|\\.)*\]/gs;

/**
 * How many characters of a text stand in tags, from `{{` to the next `}}`; stops counting beyond `most`. Where it is not plain that the tag
 * ends there, as in quotes or where another begins before, the rest of the text counts: nothing that is parsed in a tag is left out, however it is written.
 */
export function tagChars(text: string, most: number): number {
  let chars = 0;
  for (let at = text.indexOf("{{"); at >= 0 && chars <= most; ) {
    const close = text.indexOf("}}", at + 2);
    const end = close < 0 || close - at > most ? text.length : close + 2;
    if (end === text.length || !isWholeTag(text.slice(at + 2, close))) return chars + text.length - at;
    chars += end - at;
    at = text.indexOf("{{", end);
  }
  return chars;
}

/** Whether what stands between `{{` and `}}` is all of a tag. */
function isWholeTag(inside: string): boolean {
  if (inside.includes("{{")) return false;
  return /^~?!/.test(inside) || !/["'[]/.test(inside.replaceAll(QUOTED, ""));
}
