import type { Sql } from "@hark/postgres";
import type { SigningKind } from "./signing.ts";

/** A signing key as it is stored; the secret is sealed. */
export interface SigningKeyRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly kind: SigningKind;
  readonly secret: Buffer;
  readonly last_chars: string;
  readonly public_key: string | null;
  readonly created_at: Date;
  /** Null while the key was not replaced. */
  readonly expires_at: Date | null;
}

/** A key to store. */
export interface NewSigningKey {
  readonly orgId: string;
  readonly endpointId: string;
  readonly id: string;
  readonly kind: SigningKind;
  readonly sealed: Buffer;
  /** The last four characters of the secret, which are shown. */
  readonly lastChars: string;
  readonly publicKey: string | null;
  readonly now: Date;
}

const COLUMNS = "id, endpoint_id, kind, secret, last_chars, public_key, created_at, expires_at";

/** Adds a key; messages are signed with it from now on, beside those that are there. */
export function insertSigningKey(sql: Sql, key: NewSigningKey): Promise<SigningKeyRow> {
  return sql.one<SigningKeyRow>(
    `insert into webhooks.signing_keys (org_id, endpoint_id, id, kind, secret, last_chars, public_key, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [key.orgId, key.endpointId, key.id, key.kind, key.sealed, key.lastChars, key.publicKey, key.now],
  );
}

/** The keys of several endpoints that are valid at an instant, the newest first. */
export function listSigningKeys(
  sql: Sql,
  orgId: string,
  endpointIds: readonly string[],
  now: Date,
): Promise<SigningKeyRow[]> {
  return sql.all<SigningKeyRow>(
    `select ${COLUMNS} from webhooks.signing_keys
     where org_id = $1 and endpoint_id = any($2) and (expires_at is null or expires_at > $3) order by created_at desc, id desc`,
    [orgId, endpointIds, now],
  );
}

/**
 * Adds a key and lets every other one end after the overlap (milliseconds), none later than it would have. Until then messages carry the
 * signatures of both, so that the receiver can change over when it suits.
 */
export async function rotateSigningKey(
  sql: Sql,
  key: NewSigningKey,
  overlap: { readonly overlapMs: number },
): Promise<SigningKeyRow> {
  const until = new Date(key.now.getTime() + overlap.overlapMs);
  await sql.run(
    `update webhooks.signing_keys set expires_at = least(expires_at, $4)
     where org_id = $1 and endpoint_id = $2 and id <> $3 and (expires_at is null or expires_at > $5)`,
    [key.orgId, key.endpointId, key.id, until, key.now],
  );
  return insertSigningKey(sql, key);
}

/** Removes a key at once. False when there is none, or it is the last one that is valid: an endpoint never goes unsigned. */
export async function deleteSigningKey(
  sql: Sql,
  orgId: string,
  endpointId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const count = await sql.run(
    `with valid as (
       select id from webhooks.signing_keys
       where org_id = $1 and endpoint_id = $2 and (expires_at is null or expires_at > $4) for update
     )
     delete from webhooks.signing_keys where org_id = $1 and endpoint_id = $2 and id = $3 and exists (select 1 from valid where id <> $3)`,
    [orgId, endpointId, id, now],
  );
  return count > 0;
}
