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

/** Posts JSON over kept connections; throws when the answer is not the one that is expected. */
export function poster(connections: number): {
  post(url: string, body: unknown, status: number, headers?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
} {
  const agent = new Agent({ connections });
  return {
    post: async (url, body, status, headers = {}) => {
      const target = new URL(url);
      const options: Dispatcher.RequestOptions = {
        origin: target.origin,
        path: target.pathname,
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      };
      const answer = await agent.request(options);
      const text = await answer.body.text();
      if (answer.statusCode !== status)
        throw new Error(`${url} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
    },
    close: () => agent.close(),
  };
}
