import { Agent, type Dispatcher } from "undici";

/** Calls `call` so many times over so many connections, each starting the next as it ends. */
export async function inParallel(
  times: number,
  connections: number,
  call: (at: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < times; at = next++) await call(at);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return times;
}

/** Calls over kept connections, with as little work on this side as can be: what makes the load runs on the same processors. */
export interface Caller {
  /** Posts JSON; throws when the answer is not the one that is expected. */
  post(url: string, body: unknown, status: number, headers?: Record<string, string>): Promise<void>;
  /** Gets JSON; throws when the answer is not 200. */
  get(url: string, headers?: Record<string, string>): Promise<unknown>;
  close(): Promise<void>;
}

/** Makes a caller. */
export function poster(connections: number): Caller {
  const agent = new Agent({ connections });
  const targets = new Map<string, { origin: string; path: string }>();
  const targetOf = (url: string): { origin: string; path: string } => {
    const known = targets.get(url);
    if (known) return known;
    const { origin, pathname, search } = new URL(url);
    const target = { origin, path: pathname + search };
    targets.set(url, target);
    return target;
  };
  const call = (url: string, status: number, options: Omit<Dispatcher.DispatchOptions, "path">) =>
    new Promise<Buffer>((resolve, reject) => {
      agent.dispatch({ ...targetOf(url), ...options }, answerHandler(url, status, resolve, reject));
    });
  return {
    post: async (url, body, status, headers = {}) => {
      await call(url, status, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
    },
    get: async (url, headers = {}) => {
      const text = (await call(url, 200, { method: "GET", headers })).toString();
      return JSON.parse(text) as unknown;
    },
    close: () => agent.close(),
  };
}

function answerHandler(
  url: string,
  expected: number,
  resolve: (body: Buffer) => void,
  reject: (error: Error) => void,
): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let status = 0;
  return {
    onRequestStart: () => {},
    onResponseStart: (_controller, statusCode) => {
      status = statusCode;
    },
    onResponseData: (_controller, chunk) => void chunks.push(chunk),
    onResponseEnd: () => {
      const body = Buffer.concat(chunks);
      if (status === expected) resolve(body);
      else reject(new Error(`${url} answered ${status}: ${body.toString().slice(0, 200)}`));
    },
    onResponseError: (_controller, error) => reject(error),
  };
}
