import { Agent } from "undici";
import type { AcceptedEvent } from "./engine-verdict.ts";
import { sleep } from "./victims.ts";

/** Events on their way to a hook, and what was accepted of them. */
export interface Load {
  readonly accepted: readonly AcceptedEvent[];
  /** Begins nothing more; resolves when every event that was begun is accepted. */
  stop(): Promise<void>;
}

/** How events go in. */
export interface LoadOptions {
  /** Addresses of the hook, one per worker; what one does not answer is sent to the next. */
  readonly urls: readonly string[];
  readonly token: string;
}

const SENDERS = 12;
const PAUSE_MS = 25;
const PATIENCE_MS = 4_000;
/** So many events come of each new buyer, at about the same time and through different workers. */
const PER_BUYER = 3;
/** Every so many-th event leaves the system. */
const OUTSIDE = 5;

/** The event of a number. Pure. */
export const eventOf = (number: number): AcceptedEvent => ({
  number,
  email: `buyer${Math.floor(number / PER_BUYER)}@example.com`,
  isOutside: number % OUTSIDE === 0,
});

/** Senders that each post one event after the other, and again under the same `webhook-id` until it is answered 201. */
export function beginLoad({ urls, token }: LoadOptions): Load {
  const agent = new Agent({ connections: SENDERS, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  const accepted: AcceptedEvent[] = [];
  let next = 0;
  let isOver = false;
  const post = async (event: AcceptedEvent, at: number): Promise<number> => {
    const target = new URL(urls[at % urls.length] ?? "");
    const answer = await agent.request({
      origin: target.origin,
      path: target.pathname,
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        "webhook-id": `event-${event.number}`,
      },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body.dump();
    return answer.statusCode;
  };
  const send = async (event: AcceptedEvent): Promise<void> => {
    for (let tries = 0; ; tries += 1) {
      const status = await post(event, event.number + tries).catch(() => 0);
      if (status === 201) break;
      if (status >= 400 && status < 500)
        throw new Error(`event ${event.number} was answered ${status}: the load is wrong, not the engine`);
      await sleep(PAUSE_MS * 4);
    }
    accepted.push(event);
  };
  const senders = Array.from({ length: SENDERS }, async () => {
    while (!isOver) {
      await send(eventOf(next++));
      await sleep(PAUSE_MS);
    }
  });
  const all = Promise.all(senders);
  // Told by `stop`, and not before.
  all.catch(() => {});
  return {
    accepted,
    stop: async () => {
      isOver = true;
      await all;
      await agent.close();
    },
  };
}
