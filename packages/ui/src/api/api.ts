import type { ErrorAnswer } from "@hark/contract";
import { ApiError } from "./api-error.ts";

/** Calls to the app's own server. Each gives the parsed JSON of the answer and throws {@link ApiError} for anything but success. */
export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body?: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
}

export const api: Api = {
  get: (path) => call("GET", path),
  post: (path, body) => call("POST", path, body),
  put: (path, body) => call("PUT", path, body),
  patch: (path, body) => call("PATCH", path, body),
  delete: (path) => call("DELETE", path),
};

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit =
    body === undefined
      ? { method, headers: { accept: "application/json" } }
      : {
          method,
          headers: { accept: "application/json", "content-type": "application/json" },
          body: JSON.stringify(body),
        };
  const answer = await fetch(path, init).catch(() => {
    throw new ApiError({
      status: 0,
      code: "unreachable",
      title: "No connection",
      detail: "The server did not answer. Is it running? Try again in a moment.",
      faults: [],
    });
  });
  const text = await answer.text();
  const parsed = readJson(text);
  if (!answer.ok) throw errorOf(answer.status, parsed);
  // The shapes are the server's, whose schemas both ends share; the caller names the one it asked for.
  return parsed as T;
}

function readJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const plainWords: Readonly<Record<number, string>> = {
  401: "Sign in to go on.",
  403: "You may not do this.",
  404: "It is not there, or not there any more.",
  429: "Too many requests. Try again in a minute.",
  503: "The server is busy. Try again in a moment.",
};

function errorOf(status: number, body: unknown): ApiError {
  const errors = isErrorAnswer(body) ? body.errors : [];
  const [first] = errors;
  const fallback = plainWords[status] ?? `The server answered ${status}.`;
  const message = first?.detail ?? messageOf(body) ?? fallback;
  return new ApiError({
    status,
    code: first?.code ?? String(status),
    title: first?.title ?? "The request was refused",
    detail: sentence(message),
    faults: errors.map((error) => ({
      detail: sentence(error.detail ?? error.title),
      pointer: error.source?.pointer,
    })),
  });
}

function isErrorAnswer(body: unknown): body is ErrorAnswer {
  return typeof body === "object" && body !== null && "errors" in body && Array.isArray(body.errors);
}

/** Sign-in answers with a message of its own. */
function messageOf(body: unknown): string | undefined {
  const hasMessage = typeof body === "object" && body !== null && "message" in body;
  return hasMessage && typeof body.message === "string" ? body.message : undefined;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
