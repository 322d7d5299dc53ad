import type { Server } from "@hark/http";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a route answered. */
export interface Answer {
  readonly status: number;
  // Tests look into answers freely; what they expect is checked by the expectation itself.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
}

/** Calls a route with the bench's own key, or with `headers`. Objects go as JSON, text and bytes as they are. */
export type Call = (
  method: Method,
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Calls a server that listens to nothing. `token` is the key of calls that name no headers. */
export function callerOf(server: Pick<Server, "inject">, token: string): Call {
  return async (method, url, body, headers = { authorization: `Bearer ${token}` }) => {
    const isBytes = Buffer.isBuffer(body);
    const answer = await server.inject({
      method,
      url,
      headers: {
        ...(body === undefined || isBytes ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { payload: isBytes || typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: answer.body === "" ? undefined : JSON.parse(answer.body) };
  };
}
