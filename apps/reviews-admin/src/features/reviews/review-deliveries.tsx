import type { ReviewDelivery } from "@hark/contract";
import { StatusBadge, statusOf, toastDone, toastError } from "@hark/ui";
import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { useDeliveryAction } from "../deliveries/hooks.ts";

/** Where the review was sent, one line per integration in plain words. */
export function ReviewDeliveries({ deliveries }: { deliveries: readonly ReviewDelivery[] }) {
  const resend = useDeliveryAction("resend");
  return (
    <section aria-label="Delivery">
      <Title order={3} mb="xs">
        Delivery
      </Title>
      {deliveries.length === 0 && (
        <Text c="dimmed">
          Not sent anywhere: no integration was on when it came in.{" "}
          <Anchor component={Link} to="/settings/integrations" underline="always">
            Integrations
          </Anchor>
        </Text>
      )}
      <Stack gap="xs">
        {deliveries.map((delivery) => {
          const { tone, words } = statusOf("delivery", delivery.state);
          return (
            <Paper key={delivery.id} p="sm">
              <Group justify="space-between" wrap="nowrap">
                <Group gap="xs">
                  <Text fw={500}>{delivery.receiver}</Text>
                  <StatusBadge tone={tone}>{words}</StatusBadge>
                </Group>
                <Group gap={4} wrap="nowrap">
                  <Button
                    component={Link}
                    to={`/deliveries?delivery=${delivery.id}`}
                    size="compact-sm"
                    variant="subtle"
                  >
                    Attempts
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={resend.isPending && resend.variables === delivery.id}
                    onClick={() =>
                      resend.mutate(delivery.id, {
                        onSuccess: () => toastDone("It is sent once more, now."),
                        onError: toastError,
                      })
                    }
                  >
                    Resend
                  </Button>
                </Group>
              </Group>
              <Text size="sm" c="dimmed" mt={6}>
                {delivery.words}
                {delivery.type !== "review.created" && ` · ${delivery.type}`}
              </Text>
            </Paper>
          );
        })}
      </Stack>
    </section>
  );
}
