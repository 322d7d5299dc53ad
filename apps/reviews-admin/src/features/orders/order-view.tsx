import type { Order } from "@hark/contract";
import { CopyButton, RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useProducts } from "../products/hooks.ts";
import { AskForReview } from "../requests/ask-for-review.tsx";

/** One order with its lines; each can be asked for a review. */
export function OrderView({ order }: { order: Order }) {
  const [asked, setAsked] = useState<string | null>(null);
  const products = useProducts({ page: 1, pageSize: 100 }).data?.data ?? [];
  return (
    <Stack gap="lg">
      <div>
        <Text fw={500}>{order.customer.name}</Text>
        <Group gap={4}>
          <Text c="dimmed">{order.customer.email}</Text>
          <CopyButton value={order.customer.email} />
        </Group>
        <Text size="sm" c="dimmed">
          Made <RelativeTime at={order.createdAt} /> ·{" "}
          {order.fulfilledAt ? (
            <>
              fulfilled <RelativeTime at={order.fulfilledAt} />
            </>
          ) : (
            "not fulfilled yet"
          )}
          {order.countryCode && ` · ${order.countryCode}`}
        </Text>
      </div>
      <section>
        <Title order={3} mb="xs">
          Lines
        </Title>
        <Stack gap="xs">
          {order.lines.map((line, index) => {
            const key = `${line.productId} ${line.variantId ?? ""} ${index}`;
            const variantName = products
              .find((product) => product.productId === line.productId)
              ?.variants.find((variant) => variant.variantId === line.variantId)?.variantName;
            const state = line.request && statusOf("request", line.request.state);
            return (
              <Paper key={key} p="sm">
                <Group justify="space-between" wrap="nowrap">
                  <div>
                    <Text fw={500}>{line.productName ?? line.productId}</Text>
                    <Text size="sm" c="dimmed">
                      {[variantName ?? line.variantId, `quantity ${line.quantity}`]
                        .filter(Boolean)
                        .join(" · ")}
                    </Text>
                  </div>
                  {line.request && state ? (
                    <Group gap="xs" wrap="nowrap">
                      <StatusBadge tone={state.tone}>{state.words}</StatusBadge>
                      <Button
                        component={Link}
                        to={`/requests/${line.request.requestId}`}
                        size="compact-sm"
                        variant="default"
                      >
                        Open
                      </Button>
                    </Group>
                  ) : (
                    <Button
                      size="compact-sm"
                      variant={asked === key ? "light" : "default"}
                      onClick={() => setAsked(asked === key ? null : key)}
                    >
                      Ask for a review
                    </Button>
                  )}
                </Group>
                {asked === key && (
                  <div style={{ marginTop: 12 }}>
                    <AskForReview
                      orderId={order.orderId}
                      productId={line.productId}
                      email={order.customer.email}
                    />
                  </div>
                )}
              </Paper>
            );
          })}
        </Stack>
      </section>
    </Stack>
  );
}
