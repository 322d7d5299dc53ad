import type { Server } from "@hark/http";
import { StartError } from "../start-error.ts";

/** Calls one app's public API from inside of the process, as a script with a key would. */
export type Caller = (method: "GET" | "POST" | "PUT", url: string, body?: object) => Promise<unknown>;

/** Makes a caller. A refused call ends the start: the demo is made whole or not at all. */
export function callerOf(server: Server, token: string): Caller {
  return async (method, url, body) => {
    const answer = await server.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    if (answer.statusCode >= 400)
      throw new StartError(`the demo could not be made: ${method} ${url} answered ${answer.body}`);
    return answer.body === "" ? undefined : (JSON.parse(answer.body) as unknown);
  };
}
