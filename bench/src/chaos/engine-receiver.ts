import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Dice } from "@hark/workflow/testing";
import type { OutsideCall } from "./engine-verdict.ts";

/** The world outside: writes down what it takes, then answers, sometimes late and sometimes not at all. It survives the storm. */
export interface OutsideReceiver {
  readonly url: string;
  readonly calls: readonly OutsideCall[];
  stop(): Promise<void>;
}

const SLOWEST_MS = 400;
const HANGS_UP = 0.03;

export async function startOutsideReceiver(dice: Dice): Promise<OutsideReceiver> {
  const calls: OutsideCall[] = [];
  const server = createServer((request, response) => {
    void text(request)
      .then((body) => {
        const { number } = JSON.parse(body) as { number: number };
        calls.push({ number, key: String(request.headers["idempotency-key"] ?? "") });
        if (dice.chance(HANGS_UP)) {
          request.socket.destroy();
          return;
        }
        const answer = (): void =>
          void response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
        setTimeout(answer, dice.int(SLOWEST_MS));
      })
      // Who called was killed in the middle of its words.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on TCP has one
  return {
    url: `http://127.0.0.1:${port}/told`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
