import type { Json } from "@hark/kernel";
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

/** How many characters are to be parsed as templates in a value, at any depth; those that are too long are not parsed at all. */
export function templateChars(value: Json): number {
  let chars = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") chars += next.length <= MAX_LENGTH && next.includes("{{") ? next.length : 0;
    else if (typeof next === "object" && next !== null)
      for (const member of Object.values(next)) open.push(member);
  }
  return chars;
}
