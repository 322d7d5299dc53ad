import type { Webhook } from "@hark/contract";
import { type Column, CreateButton, EmptyState, ListPage, StatusBadge } from "@hark/ui";
import { Anchor, Group, Text } from "@mantine/core";
import { IconWebhook } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import { receiverName } from "../deliveries/receiver-name.ts";
import { useWebhooks } from "./hooks.ts";
import { webhookState } from "./state.ts";

const crumbs = [{ label: "Settings" }, { label: "Integrations", to: "/settings/integrations" }];

/** Settings > Integrations > Webhooks: every receiver besides the desk. */
export function WebhooksPage() {
  const webhooks = useWebhooks();
  const navigate = useNavigate();
  const add = (
    <CreateButton onClick={() => void navigate("/settings/integrations/webhooks/new")}>
      New webhook
    </CreateButton>
  );
  return (
    <ListPage
      header={{
        title: "Webhooks",
        text: "Signed calls to any address: what happens to reviews, as it happens.",
        crumbs,
        actions: add,
      }}
      list={webhooks}
      above={
        <Group mb="md" gap="lg">
          <Anchor component={Link} to="/settings/integrations/webhooks/events" size="sm">
            Events and their shapes
          </Anchor>
          <Anchor component={Link} to="/settings/integrations/webhooks/verify" size="sm">
            Check a signature
          </Anchor>
        </Group>
      }
      label="Webhooks"
      columns={columns}
      onRowClick={(row) => void navigate(`/settings/integrations/webhooks/${row.id}`)}
      empty={
        <EmptyState
          icon={IconWebhook}
          title="No webhook yet"
          text="Give an address of yours, choose what it is told, and every event arrives there signed, in order if you ask for it, and until it is taken."
          action={add}
        />
      }
    />
  );
}

const columns: readonly Column<Webhook>[] = [
  {
    key: "name",
    title: "Receiver",
    render: (row) => (
      <div style={{ maxWidth: 320 }}>
        <Text fw={500} truncate>
          {receiverName(row)}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {row.url}
        </Text>
      </div>
    ),
  },
  {
    key: "events",
    title: "Events",
    hideOnPhone: true,
    render: (row) => (
      <Text span c="dimmed">
        {row.types === null
          ? "All"
          : row.types.length > 2
            ? `${row.types.length} types`
            : row.types.join(", ")}
      </Text>
    ),
  },
  {
    key: "day",
    title: "Last 24 hours",
    hideOnPhone: true,
    render: ({ health, waiting }) => (
      <Text span c="dimmed">
        {health.total === 0 ? "–" : `${health.succeeded} of ${health.total} arrived`}
        {waiting > 0 ? ` · ${waiting} waiting` : ""}
      </Text>
    ),
  },
  {
    key: "state",
    title: "State",
    width: 130,
    render: (row) => {
      const { tone, words } = webhookState(row);
      return <StatusBadge tone={tone}>{words}</StatusBadge>;
    },
  },
];
