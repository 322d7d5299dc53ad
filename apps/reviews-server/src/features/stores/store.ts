import type { Store, StoreChange, StoreCreation } from "@hark/contract";
import { type Clock, HarkError, newId, type RandomBytes } from "@hark/kernel";
import { type Database, type Sql, SqlState, sqlStateOf } from "@hark/postgres";

/** A store, with the organisation it belongs to. */
export interface StoreRow extends Omit<Store, "createdAt" | "updatedAt"> {
  readonly orgId: string;
  readonly widgetSeenAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS = `s.org_id as "orgId", s.id, s.slug, s.name, s.url, s.currency, s.locale, s.country_code as "countryCode",
  s.ask_country as "askCountry", s.privacy_note as "privacyNote", s.auto_publish as "autoPublish",
  s.widget_seen_at as "widgetSeenAt", s.created_at as "createdAt", s.updated_at as "updatedAt"`;

/** Makes a store. Throws 409 when its slug is taken, by whichever organisation. */
export async function createStore(
  tools: { readonly database: Database; readonly clock: Clock; readonly random: RandomBytes },
  orgId: string,
  store: StoreCreation,
): Promise<StoreRow> {
  const now = tools.clock.now();
  try {
    return await tools.database.transaction(async (tx) => {
      const row = await tx.one<StoreRow>(
        `insert into reviews.stores as s (org_id, id, slug, name, url, currency, locale, country_code, ask_country,
           privacy_note, auto_publish, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) returning ${COLUMNS}`,
        [
          orgId,
          newId(now, tools.random),
          store.slug,
          store.name,
          store.url ?? null,
          store.currency ?? "USD",
          store.locale ?? "en",
          store.countryCode ?? null,
          store.askCountry ?? false,
          store.privacyNote ?? "",
          store.autoPublish ?? true,
          now,
        ],
      );
      await tx.run("insert into reviews.store_slugs (slug, org_id, store_id) values ($1, $2, $3)", [
        store.slug,
        orgId,
        row.id,
      ]);
      return row;
    });
  } catch (error) {
    if (sqlStateOf(error) !== SqlState.uniqueViolation) throw error;
    throw new HarkError("conflict", `the slug ${store.slug} is taken; choose another`, { pointer: "/slug" });
  }
}

/** All stores of an organisation, oldest first. */
export function listStores(sql: Sql, orgId: string): Promise<StoreRow[]> {
  return sql.all<StoreRow>(
    `select ${COLUMNS} from reviews.stores s where s.org_id = $1 order by s.created_at, s.id`,
    [orgId],
  );
}

/** The store behind a public address. The directory says whose it is; the store itself is read as that organisation's. */
export async function findStoreBySlug(sql: Sql, slug: string): Promise<StoreRow | undefined> {
  const place = await sql.maybe<{ org_id: string; store_id: string }>(
    "select org_id, store_id from reviews.store_slugs where slug = $1",
    [slug],
  );
  if (!place) return undefined;
  return sql.maybe<StoreRow>(`select ${COLUMNS} from reviews.stores s where s.org_id = $1 and s.id = $2`, [
    place.org_id,
    place.store_id,
  ]);
}

/** One store of an organisation. */
export function findStoreById(
  sql: Sql,
  store: { readonly orgId: string; readonly id: string },
): Promise<StoreRow | undefined> {
  return sql.maybe<StoreRow>(`select ${COLUMNS} from reviews.stores s where s.org_id = $1 and s.id = $2`, [
    store.orgId,
    store.id,
  ]);
}

/** Changes what is given, and nothing else. */
export async function changeStore(
  sql: Sql,
  store: StoreRow,
  change: StoreChange,
  now: Date,
): Promise<StoreRow> {
  const next = { ...store, ...change };
  return sql.one<StoreRow>(
    `update reviews.stores s set name = $3, url = $4, currency = $5, locale = $6, country_code = $7, ask_country = $8,
       privacy_note = $9, auto_publish = $10, updated_at = $11
     where s.org_id = $1 and s.id = $2 returning ${COLUMNS}`,
    [
      store.orgId,
      store.id,
      next.name,
      next.url,
      next.currency,
      next.locale,
      next.countryCode,
      next.askCountry,
      next.privacyNote,
      next.autoPublish,
      now,
    ],
  );
}

/** Notes that the store's widget was seen on a page. */
export async function noteWidget(sql: Sql, store: StoreRow, now: Date): Promise<void> {
  await sql.run(
    "update reviews.stores set widget_seen_at = $3 where org_id = $1 and id = $2 and widget_seen_at is null",
    [store.orgId, store.id, now],
  );
}
