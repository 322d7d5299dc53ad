import { EmptyState, LoadingRows } from "@hark/ui";
import { Button, Radio, Select, Stack } from "@mantine/core";
import { IconShoppingBag } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useOrders } from "../orders/hooks.ts";
import { AskForReview } from "./ask-for-review.tsx";

const SHOWN = 50;

/** Chooses an order and one of its lines, and asks for a review of it. */
export function NewRequest({ onLeave }: { onLeave: () => void }) {
  const [search, setSearch] = useState("");
  const [orderId, setOrderId] = useState<string | null>(null);
  const [productId, setProductId] = useState("");
  // While an order is chosen the field shows its name, which is no search.
  const orders = useOrders({ q: orderId === null ? search : undefined, page: 1, pageSize: SHOWN });
  if (orders.isPending) return <LoadingRows rows={3} />;
  const all = orders.data?.data ?? [];
  if (all.length === 0 && search === "")
    return (
      <EmptyState
        icon={IconShoppingBag}
        title="There is no order yet"
        text="A request asks for a review of something that was bought."
        action={
          <Button component={Link} to="/orders?order=new">
            New order
          </Button>
        }
      />
    );
  const order = all.find((one) => one.orderId === orderId);
  const line = order?.lines.find((one) => one.productId === productId);
  const choose = (id: string | null): void => {
    setOrderId(id);
    const lines = all.find((one) => one.orderId === id)?.lines ?? [];
    setProductId(lines.length === 1 ? (lines[0]?.productId ?? "") : "");
  };
  return (
    <Stack>
      <Select
        label="Order"
        placeholder="Search by order, name or e-mail"
        data-autofocus
        searchable
        clearable
        filter={({ options }) => options}
        nothingFoundMessage="No order fits"
        data={all.map((one) => ({ value: one.orderId, label: `${one.orderId} · ${one.customer.name}` }))}
        value={orderId}
        onChange={choose}
        onSearchChange={setSearch}
      />
      {order && (
        <Radio.Group label="Product" value={productId} onChange={setProductId}>
          <Stack gap="xs" mt={6}>
            {order.lines.map((line) => (
              <Radio
                key={`${line.productId} ${line.variantId ?? ""}`}
                value={line.productId}
                label={line.productName ?? line.productId}
                {...(line.request ? { description: `asked before: ${line.request.state}` } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {line?.request && (
        <Button
          component={Link}
          to={`/requests/${line.request.requestId}`}
          variant="default"
          onClick={onLeave}
        >
          Open the request that was made for it
        </Button>
      )}
      {order && line && !line.request && (
        <AskForReview
          key={`${order.orderId} ${productId}`}
          orderId={order.orderId}
          productId={productId}
          email={order.customer.email}
        />
      )}
    </Stack>
  );
}
