import type { ReviewDecision } from "@hark/contract";
import type { Actor } from "@hark/http";
import { eraseSubject, publish } from "@hark/webhooks";
import type { ReviewsDeps } from "../../deps.ts";
import { removePicture } from "../media/files.ts";
import { anonymizeReview, deleteReview } from "./erasure-store.ts";
import { anonymizedEvent, deletedEvent, standingEvent } from "./lifecycle-events.ts";
import { decideReview, type ReviewRow } from "./store.ts";

/** What deciding about reviews needs. */
export interface DecideTools {
  readonly deps: Pick<ReviewsDeps, "database" | "clock" | "random" | "live" | "publicUrl" | "mediaDir">;
  /** Tells the deliverer, after the commit, that there is something to send. */
  wake(orgId: string): void;
}

/** Publishes, rejects or puts back a review, and tells whoever subscribed, in one transaction. Undefined: there is no such review. */
export async function decide(
  { deps, wake }: DecideTools,
  actor: Actor,
  id: string,
  { status, reason }: ReviewDecision,
): Promise<ReviewRow | undefined> {
  const { orgId } = actor;
  const now = deps.clock.now();
  const row = await deps.database.transaction(async (tx) => {
    const decided = await decideReview(tx, orgId, id, {
      status,
      reason: reason ?? null,
      by: actor.name,
      at: now,
    });
    if (decided?.isChanged)
      await publish(tx, orgId, standingEvent(decided, deps.publicUrl), now, deps.random);
    return decided;
  });
  if (row?.isChanged) wake(orgId);
  if (row) deps.live.publish(orgId, "reviews", { type: "review", id: row.id });
  return row;
}

/**
 * Deletes a review with its pictures, for good; what was to be told about it is erased, and that it is gone is told. False when there
 * is no such review.
 */
export async function remove(tools: DecideTools, orgId: string, id: string): Promise<boolean> {
  const { database, clock, random } = tools.deps;
  const now = clock.now();
  const gone = await database.transaction(async (tx) => {
    const deleted = await deleteReview(tx, orgId, id);
    if (!deleted) return undefined;
    await eraseSubject(tx, orgId, id);
    await publish(tx, orgId, deletedEvent(deleted.review, now), now, random);
    return deleted;
  });
  if (gone) await afterErasure(tools, orgId, id, gone.mediaIds);
  return gone !== undefined;
}

/**
 * Takes everything that tells who wrote it out of a review: name, address, country, order and pictures. Stars and words stay. What
 * was to be told about it is erased too, and that it was is told. False when there is no such review.
 */
export async function anonymize(tools: DecideTools, orgId: string, id: string): Promise<boolean> {
  const { database, clock, random } = tools.deps;
  const now = clock.now();
  const done = await database.transaction(async (tx) => {
    const changed = await anonymizeReview(tx, orgId, id, now);
    if (!changed) return undefined;
    await eraseSubject(tx, orgId, id);
    await publish(tx, orgId, anonymizedEvent(changed.review, now), now, random);
    return changed;
  });
  if (done) await afterErasure(tools, orgId, id, done.mediaIds);
  return done !== undefined;
}

// Files go last: a transaction that fails must not have taken them.
async function afterErasure(
  { deps, wake }: DecideTools,
  orgId: string,
  id: string,
  mediaIds: readonly string[],
): Promise<void> {
  wake(orgId);
  deps.live.publish(orgId, "reviews", { type: "review", id });
  for (const mediaId of mediaIds) await removePicture(deps.mediaDir, mediaId);
}
