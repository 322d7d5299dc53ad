import type { Sql } from "@hark/postgres";
import type { HookKind } from "@hark/workflow/core";

/** A hook as it is stored. */
export interface HookRow {
  readonly org_id: string;
  readonly id: string;
  readonly kind: HookKind;
  readonly title: string;
  readonly description: string | null;
  readonly hash: string;
  readonly event_name: string;
  readonly debug: boolean;
  /** Keys that alone may call it; empty: any key with the permission. */
  readonly key_ids: string[];
  /** The expression whose value puts runs in order; null for none. */
  readonly order_key: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly created_by: string | null;
  readonly modified_by: string | null;
}

/** A page of hooks of one kind, or of all, by title. */
export function listHooks(
  sql: Sql,
  orgId: string,
  page: { kind: HookKind | null; limit: number; offset: number },
): Promise<HookRow[]> {
  return sql.all<HookRow>(
    "select * from desk.hooks where org_id = $1 and ($2::text is null or kind = $2) order by lower(title), id limit $3 offset $4",
    [orgId, page.kind, page.limit, page.offset],
  );
}

/** One hook, or undefined. */
export function findHook(sql: Sql, { orgId, kind, id }: HookName): Promise<HookRow | undefined> {
  return sql.maybe<HookRow>("select * from desk.hooks where org_id = $1 and id = $2 and kind = $3", [
    orgId,
    id,
    kind,
  ]);
}

/** The hook at an address; the address is the only thing a caller gives, so this names no organisation. */
export function findHookByHash(sql: Sql, hash: string): Promise<HookRow | undefined> {
  return sql.maybe<HookRow>("select * from desk.hooks where hash = $1", [hash]);
}

/** Writes a new hook. */
export async function insertHook(sql: Sql, hook: HookRow): Promise<void> {
  await sql.run(
    `insert into desk.hooks (org_id, id, kind, title, description, hash, event_name, debug, key_ids, order_key, created_at, updated_at, created_by, modified_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      hook.org_id,
      hook.id,
      hook.kind,
      hook.title,
      hook.description,
      hook.hash,
      hook.event_name,
      hook.debug,
      hook.key_ids,
      hook.order_key,
      hook.created_at,
      hook.updated_at,
      hook.created_by,
      hook.modified_by,
    ],
  );
}

/** What can be changed of a hook; undefined leaves it as it is. */
export interface HookPatch {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly debug?: boolean | undefined;
  readonly keyIds?: readonly string[] | undefined;
  readonly orderKey?: string | null | undefined;
}

/** Which hook, as its address in the API names it. */
export interface HookName {
  readonly orgId: string;
  readonly kind: HookKind;
  readonly id: string;
}

/** Changes a hook; gives it as it is now, or undefined when there is none. */
export function updateHook(
  sql: Sql,
  { orgId, kind, id }: HookName,
  patch: HookPatch,
  by: string,
  now: Date,
): Promise<HookRow | undefined> {
  return sql.maybe<HookRow>(
    `update desk.hooks set title = coalesce($4, title), description = case when $5 then $6 else description end,
       debug = coalesce($7, debug), key_ids = coalesce($8, key_ids),
       order_key = case when $9 then $10 else order_key end, updated_at = $11, modified_by = $12
     where org_id = $1 and kind = $2 and id = $3 returning *`,
    [
      orgId,
      kind,
      id,
      patch.title ?? null,
      patch.description !== undefined,
      patch.description ?? null,
      patch.debug ?? null,
      patch.keyIds ?? null,
      patch.orderKey !== undefined,
      patch.orderKey ?? null,
      now,
      by,
    ],
  );
}
