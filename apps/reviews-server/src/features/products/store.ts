import type { ProductCreation, Variant } from "@hark/contract";
import type { Database, Sql } from "@hark/postgres";

/** A product with its variants in the shop's order. */
export interface ProductRow {
  readonly productId: string;
  readonly productName: string;
  readonly handle: string | null;
  readonly url: string | null;
  readonly imageUrl: string | null;
  readonly description: string | null;
  readonly variants: readonly Variant[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Names a store in every statement. */
export interface StoreKey {
  readonly orgId: string;
  readonly id: string;
}

const COLUMNS = `p.product_id as "productId", p.product_name as "productName", p.handle, p.url, p.image_url as "imageUrl",
  p.description, p.created_at as "createdAt", p.updated_at as "updatedAt",
  coalesce((select jsonb_agg(jsonb_build_object('variantId', v.variant_id, 'variantName', v.variant_name, 'sku', v.sku) order by v.position)
    from reviews.variants v where v.org_id = p.org_id and v.store_id = p.store_id and v.product_id = p.product_id), '[]') as variants`;

/** Makes a product, or replaces the one of the same id with its variants. */
export async function saveProduct(
  database: Database,
  store: StoreKey,
  product: ProductCreation,
  now: Date,
): Promise<ProductRow> {
  return database.transaction(async (tx) => {
    await tx.run(
      `insert into reviews.products (org_id, store_id, product_id, product_name, handle, url, image_url, description, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
       on conflict (org_id, store_id, product_id) do update set product_name = excluded.product_name,
         handle = excluded.handle, url = excluded.url, image_url = excluded.image_url,
         description = excluded.description, updated_at = excluded.updated_at`,
      [
        store.orgId,
        store.id,
        product.productId,
        product.productName,
        product.handle ?? null,
        product.url ?? null,
        product.imageUrl ?? null,
        product.description ?? null,
        now,
      ],
    );
    await tx.run("delete from reviews.variants where org_id = $1 and store_id = $2 and product_id = $3", [
      store.orgId,
      store.id,
      product.productId,
    ]);
    await tx.run(
      `insert into reviews.variants (org_id, store_id, product_id, variant_id, variant_name, sku, position)
       select $1, $2, $3, v.id, v.name, v.sku, v.position
       from unnest($4::text[], $5::text[], $6::text[]) with ordinality as v(id, name, sku, position)`,
      [
        store.orgId,
        store.id,
        product.productId,
        product.variants.map((variant) => variant.variantId),
        product.variants.map((variant) => variant.variantName),
        product.variants.map((variant) => variant.sku),
      ],
    );
    return tx.one<ProductRow>(
      `select ${COLUMNS} from reviews.products p where p.org_id = $1 and p.store_id = $2 and p.product_id = $3`,
      [store.orgId, store.id, product.productId],
    );
  });
}

/** One product, or undefined when the store has none of this id. */
export function findProduct(sql: Sql, store: StoreKey, productId: string): Promise<ProductRow | undefined> {
  return sql.maybe<ProductRow>(
    `select ${COLUMNS} from reviews.products p where p.org_id = $1 and p.store_id = $2 and p.product_id = $3`,
    [store.orgId, store.id, productId],
  );
}

/** A page of the store's products, those that came first at the top; `search` looks into name, handle and id. */
export async function listProducts(
  sql: Sql,
  store: StoreKey,
  page: { readonly limit: number; readonly offset: number; readonly search?: string | undefined },
): Promise<{ rows: ProductRow[]; total: number }> {
  const params = [store.orgId, store.id, page.search ?? null];
  const where = `p.org_id = $1 and p.store_id = $2 and ($3::text is null
    or position(lower($3) in lower(p.product_name || ' ' || coalesce(p.handle, '') || ' ' || p.product_id)) > 0)`;
  const rows = await sql.all<ProductRow>(
    `select ${COLUMNS} from reviews.products p where ${where} order by p.created_at, p.product_id limit $4 offset $5`,
    [...params, page.limit, page.offset],
  );
  const { total } = await sql.one<{ total: number }>(
    `select count(*) as total from reviews.products p where ${where}`,
    params,
  );
  return { rows, total };
}

/** Takes a product out of the store; its reviews stay. False when there is none. */
export async function deleteProduct(sql: Sql, store: StoreKey, productId: string): Promise<boolean> {
  return (
    (await sql.run("delete from reviews.products where org_id = $1 and store_id = $2 and product_id = $3", [
      store.orgId,
      store.id,
      productId,
    ])) > 0
  );
}
