import type { Order } from "@hark/contract";
import { type Column, CreateButton, EmptyState, ListPage, RelativeTime } from "@hark/ui";
import { Group, Text } from "@mantine/core";
import { IconShoppingBag } from "@tabler/icons-react";
import { useFilters } from "../../shared/filters.ts";
import { Pager } from "../../shared/pager.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { SidePanel } from "../../shared/side-panel.tsx";
import { useOrders } from "./hooks.ts";
import { OrderForm } from "./order-form.tsx";
import { OrderView } from "./order-view.tsx";

const PAGE_SIZE = 25;
const NEW = "new";
const rowId = (order: Order): string => order.orderId;

/** Orders: what was bought, which is what a review can be asked for. */
export function OrdersPage() {
  const filters = useFilters();
  const q = filters.get("q");
  const chosen = filters.get("order");
  const orders = useOrders({ q, page: filters.page, pageSize: PAGE_SIZE });
  const open = (order: string | undefined): void => filters.set({ order, page: filters.page });
  const order = orders.data?.data.find((one) => one.orderId === chosen);
  const add = <CreateButton onClick={() => open(NEW)}>New order</CreateButton>;
  return (
    <ListPage
      header={{
        title: "Orders",
        text: "What was bought. Each line can be asked for a review.",
        actions: add,
      }}
      list={orders}
      above={
        <Group mb="md">
          <SearchField label="Search orders" value={q ?? ""} onSearch={(text) => filters.set({ q: text })} />
        </Group>
      }
      label="Orders"
      columns={columns}
      rowId={rowId}
      selected={chosen}
      onRowClick={(row) => open(row.orderId)}
      empty={
        q === undefined ? (
          <EmptyState
            icon={IconShoppingBag}
            title="No orders yet"
            text="Add one here, or send them from your shop with POST /v1/orders. An order makes its buyer a verified one."
            action={add}
          />
        ) : (
          <EmptyState icon={IconShoppingBag} title="No order fits" text={`None has “${q}” in it.`} />
        )
      }
      below={
        <Pager meta={orders.data?.meta} noun={["order", "orders"]} onPage={(page) => filters.set({ page })} />
      }
    >
      <SidePanel
        isOpen={chosen === NEW || order !== undefined}
        onClose={() => open(undefined)}
        title={order ? `Order ${order.orderId}` : "New order"}
      >
        {chosen === NEW && <OrderForm onDone={(made) => open(made.orderId)} />}
        {order && <OrderView order={order} />}
      </SidePanel>
    </ListPage>
  );
}

const columns: readonly Column<Order>[] = [
  {
    key: "order",
    title: "Order",
    sortBy: (row) => row.orderId,
    render: (row) => <Text fw={500}>{row.orderId}</Text>,
  },
  {
    key: "customer",
    title: "Customer",
    sortBy: (row) => row.customer.name,
    render: ({ customer }) => (
      <div style={{ maxWidth: 220 }}>
        <Text truncate>{customer.name}</Text>
        <Text size="sm" c="dimmed" truncate>
          {customer.email}
        </Text>
      </div>
    ),
  },
  {
    key: "lines",
    title: "Products",
    hideOnPhone: true,
    render: ({ lines }) => (
      <Text lineClamp={1} maw={320}>
        {lines.map((line) => line.productName ?? line.productId).join(", ")}
      </Text>
    ),
  },
  {
    key: "asked",
    title: "Asked",
    width: 80,
    align: "right",
    render: ({ lines }) => `${lines.filter((line) => line.request !== null).length} of ${lines.length}`,
  },
  {
    key: "created",
    title: "Made",
    width: 130,
    align: "right",
    hideOnPhone: true,
    sortBy: (row) => row.createdAt,
    render: (row) => (
      <Text c="dimmed" span>
        <RelativeTime at={row.createdAt} />
      </Text>
    ),
  },
];
