import type { Delivery, DeliveryAttempt, Replay, ReviewDelivery } from "@hark/contract";
import {
  type AttemptRow,
  type DeliveryRow,
  deliveryWords,
  factsOf,
  type ReplayRow,
  replayWords,
} from "@hark/webhooks";

/** What a list tells of the review a delivery is about. */
export interface ReviewNamed {
  readonly id: string;
  readonly title: string;
  readonly rating: number;
  readonly reviewerName: string;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const receiverOf = (row: DeliveryRow): string =>
  row.kind === "kustomer" ? "Kustomer" : row.description || "the webhook";

/** A delivery as it is listed; `review` when it is about one that is there still. */
export function presentDelivery(row: DeliveryRow, review: ReviewNamed | undefined, now: Date): Delivery {
  return {
    id: row.id,
    integration: row.kind,
    endpoint: { id: row.endpoint_id, kind: row.kind, description: row.description, url: row.url },
    reviewId: row.subject_id,
    reviewTitle: review?.title ?? null,
    rating: review?.rating ?? null,
    reviewerName: review?.reviewerName ?? null,
    type: row.type,
    state: row.state,
    reason: row.reason,
    words: deliveryWords(factsOf(row), receiverOf(row), now),
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
  return {
    id: row.id,
    integration: row.kind,
    receiver: row.kind === "kustomer" ? "Kustomer" : row.description || row.url,
    type: row.type,
    state: row.state,
    words: deliveryWords(factsOf(row), receiverOf(row), now),
    attemptCount: row.attempt_count,
    nextAttemptAt: iso(row.due_at),
    updatedAt: iso(row.last_attempt_at),
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

/** A replay with how far it is. */
export function presentReplay(row: ReplayRow): Replay {
  return {
    id: row.id,
    state: row.state,
    total: row.total,
    queued: row.queued,
    succeeded: row.succeeded,
    failed: row.failed,
    ratePerSecond: row.rate_per_second,
    words: replayWords(row),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    finishedAt: iso(row.finished_at),
  };
}
