import { ErrorState, StatusBadge } from "@hark/ui";
import { Group, Paper, Skeleton, Text, ThemeIcon, Title } from "@mantine/core";
import { IconWebhook } from "@tabler/icons-react";
import { Link } from "react-router";
import classes from "../integrations/integrations.module.css";
import { useWebhooks } from "./hooks.ts";

/** The webhooks among the integrations. */
export function WebhooksCard() {
  const webhooks = useWebhooks();
  if (webhooks.isError)
    return (
      <Paper>
        <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} />
      </Paper>
    );
  if (webhooks.isPending) return <Skeleton height={132} aria-label="Loading" />;
  const { data } = webhooks.data;
  const bad = data.filter(({ state }) => state === "failing" || state === "stopped").length;
  const tone = bad > 0 ? "bad" : data.some(({ state }) => state === "on") ? "good" : "idle";
  const words =
    data.length === 0 ? "None" : bad > 0 ? `${bad} of ${data.length} failing` : `${data.length} · healthy`;
  return (
    <Paper component={Link} to="/settings/integrations/webhooks" p="lg" className={classes["card"] ?? ""}>
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Group gap="sm" wrap="nowrap">
          <ThemeIcon variant="light" size={36} aria-hidden="true">
            <IconWebhook size={20} stroke={1.7} />
          </ThemeIcon>
          <Title order={2}>Webhooks</Title>
        </Group>
        <StatusBadge tone={tone}>{words}</StatusBadge>
      </Group>
      <Text>Tell any address of yours what happens to reviews, requests and rewards.</Text>
      <Text size="sm" c="dimmed" mt={6}>
        Signed after Standard Webhooks, filtered, in order, tried until they arrive.
      </Text>
    </Paper>
  );
}
