import type { Sql } from "@hark/postgres";
import { BREAKER_FAILURES, FAILING_MS } from "./delivery.ts";

/** How an endpoint stands after a failure. */
export interface NotedFailure {
  /** In a row. */
  readonly failures: number;
  /** This failure was the one that paused it. */
  readonly stopped: boolean;
}

/**
 * Counts one more failure in a row of an endpoint. Attempts that failed side by side all count until the breaker opens; from then on
 * only a probe does, or one burst that was under way would make the pause as long as a day's outage. After five days of nothing but
 * failures the endpoint is paused, by one process alone.
 */
export async function noteFailure(
  sql: Sql,
  orgId: string,
  endpointId: string,
  failure: { readonly now: Date; readonly wasProbe: boolean },
): Promise<NotedFailure> {
  const row = await sql.maybe<NotedFailure>(
    `with before as (
       select id, enabled and not paused and failures >= $5 and failing_since <= $6 as stops
       from webhooks.endpoints where org_id = $1 and id = $2 for update
     )
     update webhooks.endpoints e set failures = e.failures + case when e.failures < $5 or $4 then 1 else 0 end,
       failing_since = coalesce(e.failing_since, $3), paused = e.paused or coalesce(b.stops, false),
       stopped_reason = case when b.stops then 'failing' else e.stopped_reason end,
       stopped_at = case when b.stops then $3 else e.stopped_at end
     from before b where e.org_id = $1 and e.id = b.id returning e.failures, coalesce(b.stops, false) as stopped`,
    [
      orgId,
      endpointId,
      failure.now,
      failure.wasProbe,
      BREAKER_FAILURES,
      new Date(failure.now.getTime() - FAILING_MS),
    ],
  );
  return row ?? { failures: 0, stopped: false };
}

/** Sends nothing to an endpoint until then. */
export async function openBreaker(sql: Sql, orgId: string, endpointId: string, until: Date): Promise<void> {
  await sql.run(
    `update webhooks.endpoints set open_until = $3
     where org_id = $1 and id = $2 and failures > 0`,
    [orgId, endpointId, until],
  );
}

/** Sends nothing to an endpoint until then, for its receiver takes no more before; nothing is wrong with it. */
export async function holdEndpoint(sql: Sql, orgId: string, endpointId: string, until: Date): Promise<void> {
  await sql.run(
    `update webhooks.endpoints set rate_at = greatest(rate_at, $3) where org_id = $1 and id = $2`,
    [orgId, endpointId, until],
  );
}

/** Switches an endpoint off because its receiver said so. True for the one call that did it. */
export async function stopEndpoint(
  sql: Sql,
  orgId: string,
  endpointId: string,
  reason: "gone" | "receiver",
  now: Date,
): Promise<boolean> {
  const count = await sql.run(
    `update webhooks.endpoints set enabled = false, stopped_reason = $3, stopped_at = $4
     where org_id = $1 and id = $2 and enabled`,
    [orgId, endpointId, reason, now],
  );
  return count > 0;
}

/**
 * Forgets an endpoint's failures. When its breaker was open, whatever waits is due at once: the reason to wait is gone. When only some
 * failed among others that arrived, each keeps its own time, or one event that is always refused would use up its tries at the
 * pace of the others.
 */
export async function noteRecovery(sql: Sql, orgId: string, endpointId: string, now: Date): Promise<void> {
  await sql.run(
    `with before as (
       select id, failures from webhooks.endpoints where org_id = $1 and id = $2 and failures > 0 for update
     ), recovered as (
       update webhooks.endpoints e set failures = 0, failing_since = null, open_until = null
       from before b where e.org_id = $1 and e.id = b.id
     ), due as (
       update webhooks.outbox o set due_at = $3 from before b
       where b.failures >= $4 and o.org_id = $1 and o.endpoint_id = b.id and o.due_at > $3 and o.lease_until is null
       returning o.delivery_id, o.event_at
     )
     update webhooks.deliveries d set due_at = $3 from due
     where d.org_id = $1 and d.id = due.delivery_id and d.created_at = due.event_at`,
    [orgId, endpointId, now, BREAKER_FAILURES],
  );
}
