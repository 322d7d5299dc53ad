import type { OrderCreation } from "@hark/contract";
import type { Database, Sql } from "@hark/postgres";
import type { StoreKey } from "../products/store.ts";

/** An order with its lines, each with the request made for it. */
export interface OrderRow {
  readonly orderId: string;
  readonly customerName: string;
  readonly customerEmail: string;
  readonly countryCode: string | null;
  readonly fulfilledAt: Date | null;
  readonly createdAt: Date;
  readonly lines: readonly {
    readonly productId: string;
    readonly productName: string | null;
    readonly variantId: string | null;
    readonly quantity: number;
    readonly request: { readonly requestId: string; readonly state: string } | null;
  }[];
}

const SELECT = `select o.order_id as "orderId", o.customer_name as "customerName", o.customer_email as "customerEmail",
    o.country_code as "countryCode", o.fulfilled_at as "fulfilledAt", o.created_at as "createdAt",
    coalesce((select jsonb_agg(jsonb_build_object('productId', l.product_id, 'productName', p.product_name,
        'variantId', l.variant_id, 'quantity', l.quantity, 'request',
        case when q.id is null then null else jsonb_build_object('requestId', q.id, 'state', q.state) end) order by l.line)
      from reviews.order_lines l
      left join reviews.products p on p.org_id = l.org_id and p.store_id = l.store_id and p.product_id = l.product_id
      left join reviews.requests q on q.org_id = l.org_id and q.store_id = l.store_id and q.order_id = l.order_id and q.line = l.line
      where l.org_id = o.org_id and l.store_id = o.store_id and l.order_id = o.order_id), '[]') as lines
  from reviews.orders o`;

/** Makes an order, or replaces the one of the same name with its lines. */
export function saveOrder(
  database: Database,
  store: StoreKey,
  order: OrderCreation,
  now: Date,
): Promise<OrderRow> {
  return database.transaction(async (tx) => {
    const key = [store.orgId, store.id, order.orderId];
    await tx.run(
      `insert into reviews.orders (org_id, store_id, order_id, customer_name, customer_email, country_code, fulfilled_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
       on conflict (org_id, store_id, order_id) do update set customer_name = excluded.customer_name,
         customer_email = excluded.customer_email, country_code = excluded.country_code, fulfilled_at = excluded.fulfilled_at,
         updated_at = excluded.updated_at`,
      [
        ...key,
        order.customer.name,
        order.customer.email,
        order.countryCode ?? null,
        order.fulfilledAt ?? null,
        now,
      ],
    );
    await tx.run(
      "delete from reviews.order_lines where org_id = $1 and store_id = $2 and order_id = $3",
      key,
    );
    await tx.run(
      `insert into reviews.order_lines (org_id, store_id, order_id, line, product_id, variant_id, quantity)
       select $1, $2, $3, l.line, l.product, l.variant, l.quantity
       from unnest($4::text[], $5::text[], $6::int[]) with ordinality as l(product, variant, quantity, line)`,
      [
        ...key,
        order.lines.map((line) => line.productId),
        order.lines.map((line) => line.variantId),
        order.lines.map((line) => line.quantity),
      ],
    );
    return tx.one<OrderRow>(`${SELECT} where o.org_id = $1 and o.store_id = $2 and o.order_id = $3`, key);
  });
}

/** A page of the store's orders, newest first; `search` looks into name, customer and e-mail. */
export async function listOrders(
  sql: Sql,
  store: StoreKey,
  page: { readonly limit: number; readonly offset: number; readonly search?: string | undefined },
): Promise<{ rows: OrderRow[]; total: number }> {
  const where = `o.org_id = $1 and o.store_id = $2 and ($3::text is null
    or position(lower($3) in lower(o.order_id || ' ' || o.customer_name || ' ' || o.customer_email)) > 0)`;
  const values = [store.orgId, store.id, page.search ?? null];
  const rows = await sql.all<OrderRow>(
    `${SELECT} where ${where} order by o.created_at desc, o.order_id desc limit $4 offset $5`,
    [...values, page.limit, page.offset],
  );
  const { total } = await sql.one<{ total: number }>(
    `select count(*) as total from reviews.orders o where ${where}`,
    values,
  );
  return { rows, total };
}
