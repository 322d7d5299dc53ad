import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One request that came in. */
export interface Caught {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** How to answer: with a status (and headers), not at all, or by hanging up. */
export type Reply =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | "silence"
  | "hang up";

/** A real receiver on this machine, which does what it is told and remembers what it got. */
export interface Catcher {
  readonly url: string;
  readonly caught: readonly Caught[];
  /** Answers for the next requests, in order; after them every request is answered 201. */
  script(...replies: Reply[]): void;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startCatcher(): Promise<Catcher> {
  const caught: Caught[] = [];
  const replies: Reply[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      caught.push({ path: request.url ?? "", headers: request.headers, body });
      const reply = replies.shift() ?? { status: 201, body: '{"data":{"id":"1"}}' };
      if (reply === "silence") return;
      if (reply === "hang up") {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      response.end(reply.body ?? "{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a TCP port
  return {
    url: `http://127.0.0.1:${port}/hook`,
    caught,
    script: (...next) => void replies.push(...next),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
