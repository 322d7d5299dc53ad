import type { Home } from "@hark/contract";
import { DAY } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { StoreRow } from "../stores/store.ts";

const DAYS = 30;

/** The checklist and the last thirty days of a store (whole days in UTC, today among them), in one round trip. */
export async function readHome(sql: Sql, store: StoreRow, now: Date): Promise<Home> {
  return sql.one<Home>(
    `with recent as (
       select rating, (created_at at time zone 'utc')::date as day from reviews.reviews
       where org_id = $1 and store_id = $2 and created_at >= $3::timestamptz
     ), days as (
       select ($3::timestamptz at time zone 'utc')::date + n as day from generate_series(0, $4::int - 1) n
     ), sent as (
       select d.state from webhooks.deliveries d join webhooks.endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
       where d.org_id = $1 and e.store_id = $2 and d.created_at >= $3::timestamptz
     ), asked as (
       select state, sent_at from reviews.requests
       where org_id = $1 and store_id = $2 and created_at >= $3::timestamptz
     )
     select
       json_build_object(
         'products', exists (select 1 from reviews.products where org_id = $1 and store_id = $2),
         'widget', $5::boolean,
         'firstReview', exists (select 1 from reviews.reviews where org_id = $1 and store_id = $2),
         'deskJoined', exists (select 1 from webhooks.endpoints where org_id = $1 and store_id = $2 and enabled)
       ) as checklist,
       json_build_object(
         'reviews', (select count(*) from recent),
         'reviewsByDay', (select json_agg(json_build_object('day', day,
           'count', (select count(*) from recent where recent.day = days.day)) order by day) from days),
         'averageRating', (select round(avg(rating), 2)::float from recent),
         'ratings', (select json_agg(json_build_object('rating', n, 'count', (select count(*) from recent where rating = n)) order by n desc)
           from generate_series(1, 5) n),
         'requestsSent', (select count(*) from asked where sent_at is not null),
         'requestsReviewed', (select count(*) from asked where state = 'reviewed'),
         'deliveries', json_build_object(
           'succeeded', (select count(*) from sent where state = 'succeeded'),
           'pending', (select count(*) from sent where state = 'pending'),
           'failed', (select count(*) from sent where state = 'failed'))
       ) as "last30Days",
       (select count(*)::int from reviews.reviews where org_id = $1 and store_id = $2 and status = 'pending') as "pendingReviews"`,
    [store.orgId, store.id, firstDayOf(now), DAYS, store.widgetSeenAt !== null],
  );
}

/** The midnight (UTC) that the first of the days begins at. */
function firstDayOf(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return new Date(today - (DAYS - 1) * DAY);
}
