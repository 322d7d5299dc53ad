import type { Delivery, DeliveryAttempt, KustomerIntegration, ReviewDelivery } from "@hark/contract";
import {
  type AttemptRow,
  breakerWords,
  type DeliveryRow,
  deliveryWords,
  type EndpointRow,
  factsOf,
  type Health,
} from "@hark/webhooks";
import { hookUrlHint } from "./hook-url.ts";

const receiverNames = { kustomer: "Kustomer", generic: "the endpoint" } as const;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The integration as the settings page shows it. The key is told by its last characters only. */
export function presentKustomer(
  row: EndpointRow | undefined,
  health: Health | undefined,
  now: Date,
): KustomerIntegration {
  if (!row) {
    return {
      enabled: false,
      apiKey: { set: false, lastChars: null },
      apiUrl: null,
      state: "off",
      words: "Off. Paste the key and the address of a hook to begin.",
      hint: null,
      savedAt: null,
      health: null,
    };
  }
  const failing = row.failures > 0;
  return {
    enabled: row.enabled,
    apiKey: { set: row.secret !== null, lastChars: row.secret_chars },
    apiUrl: row.url,
    state: !row.enabled ? "off" : failing ? "failing" : "on",
    words: stateWords(row),
    hint: hookUrlHint(row.url),
    savedAt: iso(row.saved_at),
    health: health
      ? {
          total: health.total,
          succeeded: health.succeeded,
          medianMs: health.median_ms === null ? null : Math.round(health.median_ms),
          hours: [...health.hours],
          breaker: breakerWords(row.failures, row.open_until, now),
        }
      : null,
  };
}

function stateWords(row: EndpointRow): string {
  if (!row.enabled) return "Off. Reviews are not sent.";
  if (row.failures === 0) return "On. Every new review is sent.";
  const times = row.failures === 1 ? "once" : `${row.failures} times in a row`;
  return `Failing ${times}${row.failing_since ? ` since ${row.failing_since.toISOString()}` : ""}. Nothing is lost: events wait for their next try, and what was refused can be sent again below.`;
}

/** A delivery as it is listed. */
export function presentDelivery(row: DeliveryRow, now: Date): Delivery {
  return {
    id: row.id,
    integration: row.kind,
    reviewId: row.subject_id,
    type: row.type,
    state: row.state,
    words: deliveryWords(factsOf(row), receiverNames[row.kind], now),
    attemptCount: row.attempt_count,
    lastStatus: row.last_status,
    lastError: row.last_error,
    lastDurationMs: row.last_duration_ms,
    lastAttemptAt: iso(row.last_attempt_at),
    nextAttemptAt: iso(row.due_at),
    createdAt: row.created_at.toISOString(),
  };
}

/** A delivery as it stands beside its review. */
export function presentReviewDelivery(row: DeliveryRow, now: Date): ReviewDelivery {
  const delivery = presentDelivery(row, now);
  return {
    id: delivery.id,
    integration: delivery.integration,
    state: delivery.state,
    words: delivery.words,
    attemptCount: delivery.attemptCount,
    nextAttemptAt: delivery.nextAttemptAt,
    updatedAt: delivery.lastAttemptAt,
  };
}

/** One attempt of a delivery. */
export function presentAttempt(row: AttemptRow): DeliveryAttempt {
  return {
    number: row.number,
    trigger: row.trigger,
    outcome: row.outcome,
    statusCode: row.status_code,
    error: row.error,
    response: row.response,
    durationMs: row.duration_ms,
    at: row.created_at.toISOString(),
  };
}
