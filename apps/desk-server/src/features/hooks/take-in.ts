import { type Clock, type JsonObject, newId, type RandomBytes } from "@hark/kernel";
import type { OpenHook } from "./hook-cache.ts";
import type { Intake } from "./intake.ts";
import type { Payload } from "./payload.ts";
import { transactionText } from "./present.ts";

/** What came to a hook, by whichever way. */
export interface Arrival {
  readonly payload: Payload;
  readonly contentType: string;
  readonly userAgent: string;
  /** The sender's network address. */
  readonly from: string;
  /** What makes a repetition known; null when the sender gave nothing to tell by. */
  readonly key: string | null;
}

/** Turns what came into a transaction; gives its id once it is durable, that of the first for a repetition. */
export type TakeIn = (opened: OpenHook, arrival: Arrival) => Promise<string>;

/** Makes it for one intake. */
export function createTakeIn(tools: { clock: Clock; random: RandomBytes; intake: Intake }): TakeIn {
  return ({ hook, orderKeyOf }, { payload, key, ...sender }) => {
    const createdAt = tools.clock.now();
    const id = newId(createdAt, tools.random);
    const data = transactionText({ id, createdAt, hook }, payload.json);
    return tools.intake.accept({
      orgId: hook.org_id,
      id,
      name: hook.event_name,
      sourceId: hook.id,
      data,
      meta: {
        contentType: sender.contentType,
        bytes: payload.bytes,
        userAgent: sender.userAgent,
        from: sender.from,
        ...(key === null ? {} : { key }),
      },
      depth: 0,
      createdAt,
      key,
      // Only a hook with an order key has its transactions read once more.
      orderKey: orderKeyOf ? orderKeyOf(JSON.parse(data) as JsonObject, createdAt) : null,
    });
  };
}
