import type { Home } from "@hark/contract";
import type { Sql } from "@hark/postgres";
import type { StoreRow } from "../stores/store.ts";

const DAYS = 30;

/** The checklist and the last thirty days of a store, in one round trip. */
export async function readHome(sql: Sql, store: StoreRow, now: Date): Promise<Home> {
  return sql.one<Home>(
    `with recent as (
       select rating, created_at from reviews.reviews
       where org_id = $1 and store_id = $2 and created_at > $3::timestamptz - make_interval(days => $4)
     ), days as (
       select g::date as day, count(r.created_at) as count
       from generate_series($3::timestamptz - make_interval(days => $4 - 1), $3::timestamptz, interval '1 day') g
       left join recent r on (r.created_at at time zone 'utc')::date = (g at time zone 'utc')::date group by 1
     ), sent as (
       select d.state from webhooks.deliveries d join webhooks.endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id
       where d.org_id = $1 and e.store_id = $2 and d.created_at > $3::timestamptz - make_interval(days => $4)
     ), asked as (
       select state, sent_at from reviews.requests
       where org_id = $1 and store_id = $2 and created_at > $3::timestamptz - make_interval(days => $4)
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
         'reviewsByDay', (select json_agg(json_build_object('day', day, 'count', count) order by day) from days),
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
    [store.orgId, store.id, now, DAYS, store.widgetSeenAt !== null],
  );
}
