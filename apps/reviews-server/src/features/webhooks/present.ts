import type { Webhook } from "@hark/contract";
import { SECOND } from "@hark/kernel";
import {
  breakerWords,
  type EndpointRow,
  type Health,
  type SigningKeyRow,
  stoppedWords,
  type Waiting,
} from "@hark/webhooks";
import { presentKey } from "./signing-keys.ts";

/** What is known of an endpoint besides its settings. */
export interface EndpointFacts {
  readonly keys: readonly SigningKeyRow[];
  readonly waiting: Waiting | undefined;
  readonly health: Health;
  readonly now: Date;
}

/** A webhook as it is shown; of secrets only what tells them apart. */
export function presentWebhook(row: EndpointRow, facts: EndpointFacts): Webhook {
  const { keys, waiting, health, now } = facts;
  return {
    id: row.id,
    kind: row.kind,
    url: row.url,
    description: row.description,
    enabled: row.enabled,
    paused: row.paused,
    state: stateOf(row),
    words: wordsOf(row, waiting?.count ?? 0),
    types: row.types === null ? null : [...row.types],
    filter: row.filter === null ? null : { ...row.filter },
    headerNames: [...row.header_names],
    orderBy: row.order_by,
    ratePerSecond: row.rate_per_second,
    concurrency: row.concurrency,
    retryDelaysSeconds: row.retry_delays_ms?.map((ms) => ms / SECOND) ?? null,
    keys: keys.map(presentKey),
    health: {
      total: health.total,
      succeeded: health.succeeded,
      medianMs: health.median_ms === null ? null : Math.round(health.median_ms),
      hours: [...health.hours],
      breaker: breakerWords(row.failures, row.open_until, now),
    },
    nextAttemptAt: nextAttempt(row, waiting),
    waiting: waiting?.count ?? 0,
    failingSince: row.failing_since?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

function stateOf(row: EndpointRow): Webhook["state"] {
  if (row.stopped_reason !== null && (!row.enabled || row.paused)) return "stopped";
  if (!row.enabled) return "off";
  if (row.paused) return "paused";
  return row.failures > 0 ? "failing" : "on";
}

function wordsOf(row: EndpointRow, waiting: number): string {
  const to = row.kind === "kustomer" ? "Kustomer" : "The receiver";
  const held = waiting === 0 ? "" : ` ${waiting} ${waiting === 1 ? "waits" : "wait"}.`;
  switch (stateOf(row)) {
    case "stopped":
      return row.stopped_reason === null ? "" : `${stoppedWords(row.stopped_reason, to)}.${held}`;
    case "off":
      return `Off. Events are not kept for it.${held}`;
    case "paused":
      return `Paused. Events are kept and sent when it is resumed.${held}`;
    case "failing": {
      const times = row.failures === 1 ? "once" : `${row.failures} times in a row`;
      return `Failing ${times}. Nothing is lost: events wait for their next try.${held}`;
    }
    case "on":
      return `On. Every event it subscribed to is sent.${held}`;
  }
}

// While the breaker is open nothing goes before its probe, whatever is due.
function nextAttempt(row: EndpointRow, waiting: Waiting | undefined): string | null {
  if (!waiting || !row.enabled || row.paused) return null;
  const at = row.open_until && row.open_until > waiting.nextAt ? row.open_until : waiting.nextAt;
  return at.toISOString();
}
