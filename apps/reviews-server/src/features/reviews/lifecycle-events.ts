import type { EventTypeName, ReviewEvent, ReviewStanding } from "@hark/contract";
import type { NewEvent } from "@hark/webhooks";
import { eventOf } from "./event.ts";
import type { NewReview, ReviewRow } from "./store.ts";

/** Where a review stands after a decision, and the event that tells of it. */
const typeOfStatus = {
  pending: "review.updated",
  approved: "review.published",
  rejected: "review.rejected",
} as const satisfies Record<ReviewRow["status"], EventTypeName>;

type Told = Pick<NewReview, "id" | "reviewerEmail">;

const event = (storeId: string, review: Told, type: EventTypeName, data: object): NewEvent => ({
  type,
  storeId,
  subjectId: review.id,
  reviewerKey: review.reviewerEmail.toLowerCase(),
  body: JSON.stringify(data),
});

/** What is told of a review that came in: that it did, that it is shown when it is, and what it earned. `data` is what was made of it. */
export function arrivalEvents(storeId: string, review: NewReview, data: ReviewEvent): NewEvent[] {
  const { reward, createdAt } = review;
  const more: NewEvent[] = [];
  if (review.status === "approved") {
    const standing: ReviewStanding = {
      ...data,
      status: "approved",
      reason: null,
      changedAt: createdAt.toISOString(),
    };
    more.push(event(storeId, review, typeOfStatus.approved, standing));
  }
  if (reward) {
    const issued = {
      reviewerEmail: review.reviewerEmail,
      review: { reviewId: review.id },
      reward: { type: reward.type, value: reward.value, description: reward.description },
    };
    more.push(event(storeId, review, "reward.issued", issued));
  }
  return [event(storeId, review, "review.created", data), ...more];
}

/** What is told of a review whose standing changed. */
export function standingEvent(review: ReviewRow, publicUrl: string): NewEvent {
  const standing: ReviewStanding = {
    ...eventOf(review, publicUrl),
    status: review.status,
    reason: review.statusReason,
    changedAt: review.updatedAt.toISOString(),
  };
  return event(review.storeId, review, typeOfStatus[review.status], standing);
}

/** What is told when a review is gone. */
export const deletedEvent = (review: ReviewRow, at: Date): NewEvent =>
  event(review.storeId, review, "review.deleted", {
    review: { reviewId: review.id },
    deletedAt: at.toISOString(),
  });

/** What is told when a review no longer says who wrote it. */
export const anonymizedEvent = (review: ReviewRow, at: Date): NewEvent =>
  event(review.storeId, review, "review.anonymized", {
    review: { reviewId: review.id },
    anonymizedAt: at.toISOString(),
  });
