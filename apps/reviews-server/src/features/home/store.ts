import type { Home } from "@hark/contract";
import { DAY } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { countByState, findKustomerEndpoint } from "@hark/webhooks";
import type { StoreRow } from "../stores/store.ts";

const DAYS = 30;

/** The checklist and the last thirty days of a store (whole days in UTC, today among them). */
export async function readHome(sql: Sql, store: StoreRow, now: Date): Promise<Home> {
  const since = firstDayOf(now);
  const [endpoint, { succeeded, pending, failed }] = await Promise.all([
    findKustomerEndpoint(sql, store.orgId, store.id),
    countByState(sql, store.orgId, store.id, since),
  ]);
  return sql.one<Home>(
    `with recent as (
       select rating, (created_at at time zone 'utc')::date as day from reviews.reviews
       where org_id = $1 and store_id = $2 and created_at >= $3::timestamptz
     ), days as (
       select ($3::timestamptz at time zone 'utc')::date + n as day from generate_series(0, $4::int - 1) n
     ), asked as (
       select state, sent_at from reviews.requests
       where org_id = $1 and store_id = $2 and created_at >= $3::timestamptz
     )
     select
       json_build_object(
         'products', exists (select 1 from reviews.products where org_id = $1 and store_id = $2),
         'widget', $5::boolean,
         'firstReview', exists (select 1 from reviews.reviews where org_id = $1 and store_id = $2),
         'deskJoined', $6::boolean
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
         'deliveries', $7::json
       ) as "last30Days",
       (select count(*)::int from reviews.reviews where org_id = $1 and store_id = $2 and status = 'pending') as "pendingReviews"`,
    [
      store.orgId,
      store.id,
      since,
      DAYS,
      store.widgetSeenAt !== null,
      endpoint?.enabled ?? false,
      JSON.stringify({ succeeded, pending, failed }),
    ],
  );
}

/** The midnight (UTC) that the first of the days begins at. */
function firstDayOf(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  return new Date(today - (DAYS - 1) * DAY);
}
