import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { OutsideAction, OutsideAnswer, OutsideRequest } from "@hark/workflow";
import type { InputProperty, StepError } from "@hark/workflow/core";
import { textParam } from "./run-items.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** The params of a call over HTTP. */
export const restProperties: Readonly<Record<string, InputProperty>> = {
  uri: { type: "string", title: "URI (string)", description: "Such as https://api.example.com/orders." },
  method: { type: "string", title: "Method (string)", enum: METHODS },
  headers: { type: "object", title: "Headers (object)" },
  data: { type: "any", title: "Data (any)", description: "The body." },
  qs: { type: "object", title: "Query String (object)", description: "Laid over those of the URI." },
  json: {
    type: "any",
    title: "JSON (any)",
    description: "An object or list: the body, in place of data. true: data goes as JSON.",
  },
};

/** The request that params ask for. Pure. `isJson`: a body goes as JSON unless a header says otherwise. */
export function restRequest(
  params: JsonObject,
  isJson: boolean,
): { readonly request: OutsideRequest } | { readonly error: StepError } {
  const method = (textParam(params, "method") || "GET").toUpperCase();
  if (!METHODS.includes(method)) return fault("method", `method must be one of ${METHODS.join(", ")}`);
  const url = readUrl(textParam(params, "uri"));
  if (!url) return fault("uri", "uri must be an address such as https://api.example.com/orders");
  for (const [name, value] of entriesOf(params["qs"])) {
    url.searchParams.delete(name);
    for (const entry of Array.isArray(value) ? value : [value]) url.searchParams.append(name, plain(entry));
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of entriesOf(params["headers"])) {
    if (value === null) continue;
    const text = plain(value);
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(text))
      return fault(`headers.${name}`, "a header's name or value has characters that cannot be sent");
    headers[name.toLowerCase()] = text;
  }
  if (method === "GET" || method === "HEAD")
    return { request: { method, url: url.href, headers, body: undefined } };
  const { body, type } = bodyOf(params, headers["content-type"], isJson);
  if (type !== undefined) headers["content-type"] ??= type;
  return { request: { method, url: url.href, headers, body } };
}

function bodyOf(
  { data, json }: JsonObject,
  type: string | undefined,
  isJson: boolean,
): { body: string | undefined; type: string | undefined } {
  const given = typeof json === "object" && json !== null ? json : data;
  if (given === undefined || given === null) return { body: undefined, type: undefined };
  const asJson = isJson || json === true || given === json;
  if (type?.startsWith("application/x-www-form-urlencoded") && isJsonObject(given)) {
    const form = new URLSearchParams(Object.entries(given).map(([name, value]) => [name, plain(value)]));
    return { body: form.toString(), type };
  }
  // Text that is to go as JSON and is JSON already goes as it is.
  if (typeof given === "string" && (!asJson || isJsonText(given)))
    return { body: given, type: asJson ? "application/json" : "text/plain; charset=utf-8" };
  return { body: JSON.stringify(given), type: "application/json" };
}

/** What an answer means for the step: any status is an output, only silence is an error. `isJson`: the body is read as JSON. */
export function restOutcome(answer: OutsideAnswer, isJson: boolean): ReturnType<OutsideAction["outcome"]> {
  const { statusCode, body } = answer;
  if (statusCode === undefined) {
    const why = answer.error ?? "there was no answer";
    return { error: { code: answer.refused ? "refused" : "unreachable", message: why, field: "uri" } };
  }
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const isRead = isJson || /\bjson\b/i.test(headers["content-type"] ?? "");
  return { output: { response: { statusCode, headers }, body: isRead ? parsed(body) : body } };
}

function readUrl(text: string): URL | undefined {
  const url = URL.parse(text.trim());
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url : undefined;
}

const entriesOf = (value: Json | undefined): [string, Json][] =>
  isJsonObject(value) ? Object.entries(value) : [];

const plain = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

function parsed(body: string): Json {
  if (body === "") return "";
  try {
    // JSON.parse gives JSON and nothing else.
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const fault = (field: string, message: string): { error: StepError } => ({
  error: { code: "badparam", field, message },
});
