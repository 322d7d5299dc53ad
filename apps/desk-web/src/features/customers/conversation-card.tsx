import { ErrorState, LoadingRows, RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { customerKey, listNotes, notesKey } from "./customer.ts";
import { FiledByLine } from "./filed-by-line.tsx";
import type { ConversationItem } from "./timeline.ts";
import classes from "./timeline-column.module.css";
import { useConversationStatus } from "./use-conversation-status.ts";

/** A conversation on the timeline: its state, its notes, and closing it. */
export function ConversationCard({
  item,
  customerId,
}: {
  readonly item: ConversationItem;
  readonly customerId: string;
}) {
  const { name, status, tags, noteCount = 0 } = item.attributes;
  const [isOpen, notes] = useDisclosure(false);
  const setStatus = useConversationStatus(item, customerKey(customerId));
  const { tone, words } = statusOf("conversation", status);
  return (
    <Paper p="md">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group gap={8}>
            <StatusBadge tone={tone}>{words}</StatusBadge>
            <Title order={3}>{name ?? "Conversation"}</Title>
            {tags.map((tag) => (
              <Badge key={tag} variant="light" color="gray">
                {tag}
              </Badge>
            ))}
          </Group>
          <Text size="sm" c="dimmed">
            <RelativeTime at={item.at} />
          </Text>
        </Group>
        {isOpen && <Notes conversationId={item.id} />}
        <Group gap="xs">
          {noteCount > 0 && (
            <Button variant="default" size="compact-sm" aria-expanded={isOpen} onClick={notes.toggle}>
              {isOpen ? "Hide notes" : noteCount === 1 ? "1 note" : `${noteCount} notes`}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setStatus(status === "done" ? "open" : "done")}
          >
            {status === "done" ? "Open again" : "Mark as done"}
          </Button>
        </Group>
        <FiledByLine filedBy={item.filedBy} />
      </Stack>
    </Paper>
  );
}

function Notes({ conversationId }: { readonly conversationId: string }) {
  const notes = useQuery({ queryKey: notesKey(conversationId), queryFn: () => listNotes(conversationId) });
  if (notes.isPending) return <LoadingRows rows={2} />;
  if (notes.isError) return <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />;
  return (
    <Stack gap="xs">
      {notes.data.data.map((note) => (
        <Paper key={note.id} p="xs" bg="var(--hark-wait-soft)">
          <Text size="xs" c="var(--hark-dim)">
            <RelativeTime at={note.attributes.createdAt} />
          </Text>
          <Text className={classes["body"] ?? ""}>{note.attributes.body}</Text>
        </Paper>
      ))}
    </Stack>
  );
}
