import type { Sql } from "@hark/postgres";

/** The kinds of things on a timeline. */
export const timelineKinds = ["kobject", "conversation", "note"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** One place on a timeline: what stands there is read by its kind. */
export interface TimelinePlace {
  readonly kind: TimelineKind;
  readonly id: string;
  readonly at: Date;
}

/** Where a page goes on: behind this place. */
export interface TimelineCursor {
  readonly at: Date;
  readonly id: string;
}

/** The newest places of a customer's timeline behind a cursor; one more than the limit when there are more. */
export function listPlaces(
  sql: Sql,
  orgId: string,
  customerId: string,
  page: {
    readonly kinds: readonly TimelineKind[];
    readonly before: TimelineCursor | undefined;
    readonly limit: number;
  },
): Promise<TimelinePlace[]> {
  // Each part is read along its own index and cut before they are merged, however long the timeline is.
  const part = (kind: TimelineKind, table: string): string =>
    `(select '${kind}' as kind, t.id, t.created_at as at from ${table} t
      where t.org_id = $1 and t.customer_id = $2 and '${kind}' = any($3::text[])
        and ($4::timestamptz is null or (t.created_at, t.id) < ($4, $5::text))
      order by t.created_at desc, t.id desc limit $6)`;
  return sql.all<TimelinePlace>(
    `select * from (${part("kobject", "desk.kobjects")} union all ${part("conversation", "desk.conversations")}
       union all ${part("note", "desk.notes")}) places
     order by at desc, id desc limit $6`,
    [orgId, customerId, page.kinds, page.before?.at ?? null, page.before?.id ?? null, page.limit + 1],
  );
}
