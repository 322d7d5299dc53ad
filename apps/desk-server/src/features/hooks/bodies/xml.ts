import { HarkError, type Json, type JsonObject } from "@hark/kernel";
import { SaxesParser } from "saxes";
import { fieldsToJson } from "./form.ts";
import { MAX_DEPTH, MAX_MEMBERS, tooMany } from "./limits.ts";

/** How far into a DOCTYPE its own declarations are looked for. */
const MAX_DOCTYPE = 2_000;

/** An element that is still open. */
interface Open {
  readonly name: string;
  readonly members: (readonly [string, Json])[];
  text: string;
}

/**
 * Reads an XML body as `{root: …}`. An element that holds text alone is that text; else it is an object of its child
 * elements, its attributes as `@name` and its text as `#text`; a name that comes again is a list, an empty element "".
 * Text is trimmed, prefixes of names stay. Only the five entities of XML itself are known: nothing is expanded, nothing
 * fetched. Throws 400 with line and column for what is not well-formed, and beyond 64 levels or 10,000 elements and attributes.
 */
export function readXml(text: string): JsonObject {
  const doctype = text.indexOf("<!DOCTYPE");
  if (doctype >= 0 && /^[^>[]*\[/.test(text.slice(doctype, doctype + MAX_DOCTYPE))) {
    throw refusal("it declares entities or types of its own; leave the part of the DOCTYPE in brackets out");
  }
  const stack: Open[] = [{ name: "", members: [], text: "" }];
  let count = 0;
  const parser = new SaxesParser({ position: true });
  parser.on("error", (error) => {
    const [, line, column, reason] = /^(\d+):(\d+): (.*?)\.?$/s.exec(error.message) ?? [];
    throw refusal(line ? `line ${line}, column ${column}: ${reason}` : error.message);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const members = Object.entries(attributes).map(([key, value]) => [`@${key}`, value] as const);
    count += 1 + members.length;
    if (count > MAX_MEMBERS) throw tooMany("elements and attributes");
    if (stack.length > MAX_DEPTH) throw refusal(`it is nested deeper than ${MAX_DEPTH} levels; flatten it`);
    stack.push({ name, members: [...members], text: "" });
  });
  const addText = (part: string): void => {
    const open = stack.at(-1);
    if (open) open.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const done = stack.pop();
    if (done) stack.at(-1)?.members.push([done.name, valueOf(done)]);
  });
  parser.write(text).close();
  return fieldsToJson(stack[0]?.members ?? []);
}

function valueOf({ members, text }: Open): Json {
  const trimmed = text.trim();
  if (members.length === 0) return trimmed;
  return fieldsToJson(trimmed === "" ? members : [...members, ["#text", trimmed]]);
}

function refusal(reason: string): HarkError {
  return new HarkError(
    "badparam",
    `the body is not valid XML: ${reason}; correct it there and send it again`,
    {
      pointer: "",
    },
  );
}
