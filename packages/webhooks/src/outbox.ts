import { newId, type RandomBytes } from "@hark/kernel";
import type { Sql } from "@hark/postgres";

/** A fact that receivers are told. */
export interface NewEvent {
  /** Such as `review.created`. */
  readonly type: string;
  readonly storeId: string;
  /** The record it is about, such as a review's id. */
  readonly subjectId: string;
  /** The exact text to send. */
  readonly body: string;
}

const PUBLISH = `
with targets as (
  select id, row_number() over (order by id) as n from webhooks.endpoints where org_id = $1 and store_id = $2 and enabled
), event as (
  insert into webhooks.events (org_id, id, type, subject_id, body, created_at)
  select $1, $3, $4, $5, $6, $7 where exists (select 1 from targets)
), delivery as (
  insert into webhooks.deliveries (org_id, id, endpoint_id, event_id, subject_id, due_at, created_at)
  select $1, $8 || lpad(to_hex(n), 4, '0'), id, $3, $5, $7, $7 from targets
)
insert into webhooks.outbox (org_id, delivery_id, endpoint_id, event_id, event_at, due_at)
select $1, $8 || lpad(to_hex(n), 4, '0'), id, $3, $7, $7 from targets`;

/**
 * Writes an event and one delivery for every enabled endpoint of its store, in the caller's transaction: when the business
 * commits, the delivery is as good as promised. One statement. Gives the number of deliveries.
 */
export async function publish(
  tx: Sql,
  orgId: string,
  event: NewEvent,
  now: Date,
  random: RandomBytes,
): Promise<number> {
  const id = newId(now, random);
  return tx.run(PUBLISH, [
    orgId,
    event.storeId,
    id,
    event.type,
    event.subjectId,
    event.body,
    now,
    newId(now, random).slice(0, 20),
  ]);
}

/** The id a receiver sees, stable over all attempts. It holds no dot, as the scheme asks. */
export const messageId = (deliveryId: string): string => `msg_${deliveryId}`;
