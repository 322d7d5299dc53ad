import { randomUUID } from "node:crypto";
import type { JsonObject, Service } from "@hark/kernel";
import pg from "pg";
import type { Database } from "./database.ts";
import { send } from "./send.ts";
import { textArray } from "./text-array.ts";

/** Something happened that a screen or a worker may care about. Small: it says what to look at, not what it looks like. */
export interface LiveMessage {
  readonly orgId: string;
  /** Such as `customer:<id>` or `queue`. */
  readonly topic: string;
  readonly data: JsonObject;
}

export type LiveListener = (message: LiveMessage) => void;

/** Tells everybody at once: listeners of this process directly, other processes by one coalesced NOTIFY. */
export interface LiveBus extends Service {
  /** Call after the commit, never inside the transaction. */
  publish(orgId: string, topic: string, data?: JsonObject): void;
  /** Hears every message of every organisation (workers). Returns the way to stop. */
  subscribeAll(listener: LiveListener): () => void;
  /** Hears one organisation's messages (screens). Returns the way to stop. */
  subscribe(orgId: string, listener: LiveListener): () => void;
}

const CHANNEL = "hark_live";
const NOTIFY = "select pg_notify($1, payload) from unnest($2::text[]) as payload";
// NOTIFY takes payloads below 8,000 bytes.
const MAX_PAYLOAD_BYTES = 7_500;
const RECONNECT_MS = 1_000;
// Other processes hear of the first message at once, and of what comes up behind it together: sooner when it is of an organisation that
// they did not hear of just now, so that one that says much does not delay what another says.
const APART_MS = 20;
const APART_OF_OTHERS_MS = 1;

/**
 * NOTIFY takes a lock that all committing transactions share, so it is never sent inside a hot transaction: messages are
 * gathered and sent from a connection of their own, one statement for all that came up since the last one.
 */
export function createLiveBus(database: Database): LiveBus {
  const everyone = new Set<LiveListener>();
  const byOrg = new Map<string, Set<LiveListener>>();
  const deliver = (message: LiveMessage): void => {
    for (const listener of everyone) listener(message);
    for (const listener of byOrg.get(message.orgId) ?? []) listener(message);
  };
  const neighbours = createNeighbours(database.url, deliver);
  return {
    publish: (orgId, topic, data = {}) => {
      const message = { orgId, topic, data };
      deliver(message);
      neighbours.tell(message);
    },
    subscribeAll: (listener) => {
      everyone.add(listener);
      return () => void everyone.delete(listener);
    },
    subscribe: (orgId, listener) => {
      const listeners = byOrg.get(orgId) ?? new Set();
      byOrg.set(orgId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) byOrg.delete(orgId);
      };
    },
    start: neighbours.start,
    stop: neighbours.stop,
  };
}

interface Neighbours extends Service {
  tell(message: LiveMessage): void;
}

/** The connection to the other processes: hears what they say, and tells them in batches. */
function createNeighbours(url: string, hear: LiveListener): Neighbours {
  const origin = randomUUID();
  let client: pg.Client | undefined;
  let stopped = true;
  let waiting: LiveMessage[] = [];
  let flushing = false;
  /** Organisations of the messages that were sent last. */
  let told: ReadonlySet<string> = new Set();
  const gap = createGap();
  let reconnect: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: "hark live" });
    next.on("notification", (note) => receive(note.payload, origin, hear));
    next.on("error", () => {});
    next.on("end", () => {
      if (client === next) client = undefined;
      retryLater();
    });
    await next.connect();
    // Telling is a transaction of its own; that somebody was told need not outlive a crash.
    await next.query(`set synchronous_commit = off; listen ${CHANNEL}`);
    client = next;
  };
  const retry = (): void => void connect().catch(retryLater);
  const retryLater = (): void => {
    if (!stopped) reconnect = setTimeout(retry, RECONNECT_MS);
  };

  const tellAll = async (): Promise<void> => {
    const messages = waiting;
    waiting = [];
    told = new Set(messages.map((message) => message.orgId));
    if (client) await notify(client, pack(origin, messages));
  };
  const flush = async (): Promise<void> => {
    while (waiting.length > 0 && client !== undefined) {
      await tellAll();
      await gap.wait();
    }
    flushing = false;
  };

  return {
    tell: (message) => {
      if (client === undefined) return;
      waiting.push(message);
      if (!told.has(message.orgId)) gap.shorten();
      if (flushing) return;
      flushing = true;
      setImmediate(() => void flush());
    },
    start: async () => {
      stopped = false;
      await connect();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(reconnect);
      if (waiting.length > 0) await tellAll();
      await client?.end();
      client = undefined;
    },
  };
}

/** The connection may break; listeners elsewhere poll anyway, so a lost wake-up costs time and no data. */
async function notify(client: pg.Client, payloads: readonly string[]): Promise<void> {
  await send(client, { text: NOTIFY, values: [CHANNEL, textArray(payloads)] }).catch(() => {});
}

/** The time between two tellings, which can be made shorter before it begins or while it lasts. */
function createGap(): { wait(): Promise<void>; shorten(): void } {
  let isShort = false;
  let end: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const within = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => end?.(), ms);
  };
  return {
    wait: async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
        within(isShort ? APART_OF_OTHERS_MS : APART_MS);
      });
      isShort = false;
      end = undefined;
    },
    shorten: () => {
      if (isShort) return;
      isShort = true;
      if (end) within(APART_OF_OTHERS_MS);
    },
  };
}

function receive(payload: string | undefined, origin: string, hear: LiveListener): void {
  // What this process said itself comes back to it too.
  if (payload === undefined || payload.startsWith(headOf(origin))) return;
  // Only Hark's own processes use the channel, so the payload has the shape that `pack` gave it.
  const batch = JSON.parse(payload) as { messages?: LiveMessage[] };
  for (const message of batch.messages ?? []) hear(message);
}

const headOf = (from: string): string => `{"from":"${from}"`;

/** Packs messages into as few payloads as fit; the same message twice is told once. */
function pack(from: string, messages: readonly LiveMessage[]): string[] {
  const payloads: string[] = [];
  let texts: string[] = [];
  let size = 0;
  const close = (): void => void payloads.push(`${headOf(from)},"messages":[${texts.join(",")}]}`);
  for (const text of new Set(messages.map((message) => JSON.stringify(message)))) {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_PAYLOAD_BYTES - 200) continue;
    if (size + bytes > MAX_PAYLOAD_BYTES - 200) {
      close();
      texts = [];
      size = 0;
    }
    texts.push(text);
    size += bytes + 1;
  }
  if (texts.length > 0) close();
  return payloads;
}
