import { newId, type RandomBytes } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { type ContentFilter, matchesFilter } from "./content-filter.ts";

/** A fact that receivers are told. */
export interface NewEvent {
  /** Such as `review.created`. */
  readonly type: string;
  readonly storeId: string;
  /** The record it is about, such as a review's id. */
  readonly subjectId: string;
  /** Whose record it is; deliveries of an endpoint that asks for order by reviewer wait for each other by it. */
  readonly reviewerKey?: string | undefined;
  /** The exact text to send, which is JSON; generic endpoints are sent it as the `data` of an envelope. */
  readonly body: string;
  /** Tells this endpoint alone, whatever it subscribed to: a test. */
  readonly endpointId?: string | undefined;
}

// One delivery for every endpoint that takes the type. Those with a filter are only named here: whether they take it is found out by
// the caller, who asks again with their ids.
const PUBLISH = `
with takers as (
  select id, filter, case order_by when 'subject' then $5 when 'reviewer' then $9::text end as order_key, row_number() over (order by id) as n
  from webhooks.endpoints
  where org_id = $1 and store_id = $2 and enabled and deleted_at is null
    and case when $10::text is null then types is null or $4 = any(types) else id = $10 end
), targets as (
  select * from takers where case when $11::text[] is null then filter is null or $10::text is not null else id = any($11) end
), event as (
  insert into webhooks.events (org_id, id, type, subject_id, body, created_at)
  select $1, $3, $4, $5, $6, $7 where exists (select 1 from takers) and $11::text[] is null
), delivery as (
  insert into webhooks.deliveries (org_id, id, endpoint_id, event_id, subject_id, order_key, due_at, created_at)
  select $1, $8 || lpad(to_hex(n), 4, '0'), id, $3, $5, order_key, $7, $7 from targets
), outbox as (
  insert into webhooks.outbox (org_id, delivery_id, endpoint_id, event_id, event_at, order_key, due_at)
  select $1, $8 || lpad(to_hex(n), 4, '0'), id, $3, $7, order_key, $7 from targets
)
select t.id, case when g.id is null then t.filter end as filter, g.id is not null as told from takers t left join targets g using (id)`;

interface Taker {
  readonly id: string;
  readonly filter: ContentFilter | null;
  readonly told: boolean;
}

/**
 * Writes an event and one delivery for every endpoint of its store that is switched on and takes it, in the caller's transaction:
 * when the business commits, the delivery is as good as promised. One statement, two when an endpoint has a filter. Gives the
 * number of deliveries.
 */
export async function publish(
  tx: Sql,
  orgId: string,
  event: NewEvent,
  now: Date,
  random: RandomBytes,
): Promise<number> {
  const eventId = newId(now, random);
  const write = (only: readonly string[] | null): Promise<Taker[]> =>
    tx.all<Taker>(PUBLISH, [
      orgId,
      event.storeId,
      eventId,
      event.type,
      event.subjectId,
      event.body,
      now,
      // Anew each time: endpoints may be numbered differently by then.
      newId(now, random).slice(0, 20),
      event.reviewerKey ?? null,
      event.endpointId ?? null,
      only,
    ]);
  const takers = await write(null);
  const told = takers.filter((taker) => taker.told).length;
  const filtered = takers.filter((taker) => !taker.told);
  if (filtered.length === 0) return told;
  const data: unknown = JSON.parse(event.body);
  const matching = filtered.filter(({ filter }) => filter !== null && matchesFilter(filter, data));
  if (matching.length === 0) return told;
  const more = await write(matching.map(({ id }) => id));
  return told + more.filter((taker) => taker.told).length;
}

/** The id a receiver sees, stable over all attempts. It holds no dot, as the scheme asks. */
export const messageId = (deliveryId: string): string => `msg_${deliveryId}`;

/**
 * What a generic endpoint is sent: the payload of Standard Webhooks around the event's body. Made at every attempt from what is stored,
 * and the same to the letter each time.
 */
export const envelopeOf = (event: { type: string; createdAt: Date; body: string }): string =>
  `{"type":${JSON.stringify(event.type)},"timestamp":"${event.createdAt.toISOString()}","data":${event.body}}`;
