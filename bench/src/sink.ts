import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A receiver that takes everything and counts it; on paths that end with `/silence` it never answers. */
export interface Sink {
  readonly url: string;
  /** Requests that were answered since the last `reset`. */
  count(): number;
  reset(): void;
  /** Resolves when so many were answered. */
  reached(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startSink(): Promise<Sink> {
  let count = 0;
  let goal = Number.POSITIVE_INFINITY;
  let done: (() => void) | undefined;
  const server = createServer((request, response) => {
    if (request.url?.endsWith("/silence") === true) return void request.resume();
    request.resume().on("end", () => {
      response.writeHead(201, { "content-type": "application/json" }).end("{}");
      count += 1;
      if (count >= goal) done?.();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a TCP port
  return {
    url: `http://127.0.0.1:${port}`,
    count: () => count,
    reset: () => {
      count = 0;
      goal = Number.POSITIVE_INFINITY;
    },
    reached: (wanted) =>
      new Promise((resolve) => {
        goal = wanted;
        done = resolve;
        if (count >= wanted) resolve();
      }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
