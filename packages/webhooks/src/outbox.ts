import { idSequence, newId, type RandomBytes } from "@hark/kernel";
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

// One delivery for every event and endpoint that takes its type. Endpoints with a filter are only named here: whether they take it is
// found out by the caller, who asks again with the pairs that do.
const PUBLISH = `
with given as (
  select * from json_to_recordset($4::json)
    as g(at int, event_id text, type text, subject_id text, body text, reviewer_key text)
), takers as (
  select g.*, e.id, e.filter, case e.order_by when 'subject' then g.subject_id when 'reviewer' then g.reviewer_key end as order_key
  from given g join webhooks.endpoints e
    on case when $5::text is null then e.types is null or g.type = any(e.types) else e.id = $5 end
  where e.org_id = $1 and e.store_id = $2 and e.enabled and e.deleted_at is null
), targets as (
  select *, $6 || lpad(to_hex(row_number() over (order by at, id)), 4, '0') as delivery_id from takers
  where case when $7::text[] is null then filter is null or $5::text is not null else event_id || ' ' || id = any($7) end
), event as (
  insert into webhooks.events (org_id, id, type, subject_id, body, created_at)
  select $1, event_id, type, subject_id, body, $3 from given g
  where $7::text[] is null and exists (select 1 from takers t where t.event_id = g.event_id)
), delivery as (
  insert into webhooks.deliveries (org_id, id, endpoint_id, event_id, subject_id, order_key, due_at, created_at)
  select $1, delivery_id, id, event_id, subject_id, order_key, $3, $3 from targets
), outbox as (
  insert into webhooks.outbox (org_id, delivery_id, endpoint_id, event_id, event_at, order_key, due_at)
  select $1, delivery_id, id, event_id, $3, order_key, $3 from targets order by delivery_id
)
select t.event_id, t.id, case when g.id is null then t.filter end as filter, g.id is not null as told
from takers t left join targets g using (event_id, id)`;

interface Taker {
  readonly event_id: string;
  readonly id: string;
  readonly filter: ContentFilter | null;
  readonly told: boolean;
}

/** Writes one event; see {@link publishAll}. */
export const publish = (
  tx: Sql,
  orgId: string,
  event: NewEvent,
  now: Date,
  random: RandomBytes,
): Promise<number> => publishAll(tx, orgId, [event], now, random);

/**
 * Writes events of one store, in this order, and one delivery for every endpoint that is switched on and takes one, in the caller's
 * transaction: when the business commits, the deliveries are as good as promised. One statement for all, two when an endpoint has a
 * filter. Gives the number of deliveries.
 */
export async function publishAll(
  tx: Sql,
  orgId: string,
  events: readonly NewEvent[],
  now: Date,
  random: RandomBytes,
): Promise<number> {
  const [first] = events;
  if (!first) return 0;
  const nextId = idSequence(now, random);
  const ids = events.map(() => nextId());
  const given = JSON.stringify(
    events.map((event, at) => ({
      at,
      event_id: ids[at],
      type: event.type,
      subject_id: event.subjectId,
      body: event.body,
      reviewer_key: event.reviewerKey,
    })),
  );
  const write = (only: readonly string[] | null): Promise<Taker[]> =>
    tx.prepared<Taker>("webhooks.publish", PUBLISH, [
      orgId,
      first.storeId,
      now,
      given,
      first.endpointId ?? null,
      // Anew each time: endpoints may be numbered differently by then.
      newId(now, random).slice(0, 20),
      only,
    ]);
  const takers = await write(null);
  const told = takers.filter((taker) => taker.told).length;
  const filtered = takers.filter((taker) => !taker.told);
  if (filtered.length === 0) return told;
  const bodies = new Map(ids.map((id, at) => [id, events[at]?.body ?? ""]));
  const matching = filtered.filter(
    ({ filter, event_id }) =>
      filter !== null && matchesFilter(filter, JSON.parse(bodies.get(event_id) ?? "")),
  );
  if (matching.length === 0) return told;
  const more = await write(matching.map(({ event_id, id }) => `${event_id} ${id}`));
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
