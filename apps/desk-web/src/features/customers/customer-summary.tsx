import { RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { conversationsKey, listConversations } from "./customer.ts";
import type { TimelineItem } from "./timeline.ts";

interface Props {
  readonly customerId: string;
  readonly items: readonly TimelineItem[];
  /** Whether the timeline goes on beyond the items. */
  readonly hasMore: boolean;
}

/** Beside the timeline: what is open, and how much there is of each kind. */
export function CustomerSummary({ customerId, items, hasMore }: Props) {
  const conversations = useQuery({
    queryKey: conversationsKey(customerId),
    queryFn: () => listConversations(customerId),
  });
  const open = conversations.data?.data.filter((one) => one.attributes.status !== "done") ?? [];
  const counts = countKinds(items);
  return (
    <Stack>
      <Paper p="md" component="section" aria-label="Open conversations">
        <Title order={3} mb="xs">
          Open conversations
        </Title>
        {conversations.isError && <Text c="dimmed">They could not be read.</Text>}
        {conversations.data && open.length === 0 && (
          <Text c="dimmed" size="sm">
            None
          </Text>
        )}
        <Stack gap="xs">
          {open.map(({ id, attributes }) => (
            <div key={id}>
              <Group gap={8} wrap="nowrap">
                <StatusBadge tone={statusOf("conversation", attributes.status).tone}>
                  {statusOf("conversation", attributes.status).words}
                </StatusBadge>
                <Text truncate>{attributes.name ?? "Conversation"}</Text>
              </Group>
              <Text size="xs" c="dimmed">
                <RelativeTime at={attributes.createdAt} />
              </Text>
            </div>
          ))}
        </Stack>
      </Paper>
      {counts.size > 0 && (
        <Paper p="md" component="section" aria-label="Objects">
          <Title order={3} mb="xs">
            Objects
          </Title>
          {[...counts].map(([name, count]) => (
            <Group key={name} justify="space-between">
              <Text>{name}</Text>
              <Text c="dimmed">
                {count}
                {hasMore && "+"}
              </Text>
            </Group>
          ))}
        </Paper>
      )}
    </Stack>
  );
}

function countKinds(items: readonly TimelineItem[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    if (item.kind !== "kobject") continue;
    const name = item.klass.displayName ?? item.klass.name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
