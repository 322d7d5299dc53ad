import type { Sql } from "@hark/postgres";

/**
 * Forgets what was to be told about a record, such as one whose person asked for it: what waits is canceled, what was sent loses its
 * body and what receivers answered to it. Such a delivery stays in the lists and can't be brought back, for there is nothing left to send.
 */
export async function eraseSubject(tx: Sql, orgId: string, subjectId: string): Promise<void> {
  await tx.run(
    `with about as (
       select id, event_id, created_at from webhooks.deliveries where org_id = $1 and subject_id = $2
     ), gone as (
       delete from webhooks.outbox o using about a where o.org_id = $1 and o.delivery_id = a.id
       returning o.delivery_id, o.event_at
     ), canceled as (
       update webhooks.deliveries d set state = 'canceled', reason = 'canceled', due_at = null
       from gone g where d.org_id = $1 and d.id = g.delivery_id and d.created_at = g.event_at
     ), forgotten as (
       update webhooks.attempts t set response = null from about a where t.org_id = $1 and t.delivery_id = a.id
     )
     update webhooks.events v set body = '' from about a
     where v.org_id = $1 and v.id = a.event_id and v.created_at = a.created_at`,
    [orgId, subjectId],
  );
}
