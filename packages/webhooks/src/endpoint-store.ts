import type { Sql } from "@hark/postgres";

/** A receiver as it is stored. */
export interface EndpointRow {
  readonly org_id: string;
  readonly id: string;
  readonly store_id: string;
  readonly kind: "kustomer" | "generic";
  readonly url: string;
  readonly enabled: boolean;
  readonly secret: Buffer | null;
  readonly secret_chars: string | null;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly open_until: Date | null;
  readonly saved_at: Date;
  readonly created_at: Date;
}

/** The Kustomer endpoint of a store, or undefined while none was saved. */
export function findKustomerEndpoint(
  sql: Sql,
  orgId: string,
  storeId: string,
): Promise<EndpointRow | undefined> {
  return sql.maybe<EndpointRow>(
    "select * from webhooks.endpoints where org_id = $1 and store_id = $2 and kind = 'kustomer'",
    [orgId, storeId],
  );
}

/** What is saved of it; without `secret` the one that is there stays. */
export interface KustomerEndpoint {
  readonly orgId: string;
  readonly id: string;
  readonly storeId: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly secret?: { readonly sealed: Buffer; readonly lastChars: string } | undefined;
  readonly now: Date;
}

/** Saves the endpoint of a store. A new key or address is given a fresh start: what waited is due at once. */
export async function saveKustomerEndpoint(sql: Sql, endpoint: KustomerEndpoint): Promise<EndpointRow> {
  const row = await sql.one<EndpointRow>(
    `insert into webhooks.endpoints (org_id, id, store_id, kind, url, enabled, secret, secret_chars, saved_at, created_at)
     values ($1, $2, $3, 'kustomer', $4, $5, $6, $7, $8, $8)
     on conflict (org_id, store_id, kind) where kind = 'kustomer' do update set url = excluded.url, enabled = excluded.enabled,
       secret = coalesce(excluded.secret, endpoints.secret), secret_chars = coalesce(excluded.secret_chars, endpoints.secret_chars),
       failures = 0, failing_since = null, open_until = null, saved_at = excluded.saved_at
     returning *`,
    [
      endpoint.orgId,
      endpoint.id,
      endpoint.storeId,
      endpoint.url,
      endpoint.enabled,
      endpoint.secret?.sealed ?? null,
      endpoint.secret?.lastChars ?? null,
      endpoint.now,
    ],
  );
  await sql.run(
    "update webhooks.outbox set due_at = $3 where org_id = $1 and endpoint_id = $2 and due_at > $3",
    [endpoint.orgId, row.id, endpoint.now],
  );
  return row;
}
