import {
  ErrorState,
  LoadingRows,
  RelativeTime,
  StatusBadge,
  statusOf,
  toastError,
  toastUndo,
} from "@hark/ui";
import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ConversationAttributes,
  changeConversation,
  customerKey,
  listNotes,
  notesKey,
} from "./customer.ts";
import { FiledByLine } from "./filed-by-line.tsx";
import type { ConversationItem } from "./timeline.ts";
import classes from "./timeline-column.module.css";

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
  const setStatus = useStatus(item, customerId);
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

type Status = ConversationAttributes["status"];

/** Sets the state of a conversation and offers to undo it. */
function useStatus(item: ConversationItem, customerId: string): (status: Status) => void {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (status: Status) => changeConversation(item.id, { status }),
    onError: toastError,
    onSettled: () => void queries.invalidateQueries({ queryKey: customerKey(customerId) }),
  });
  return (status) => {
    const before = item.attributes.status;
    change.mutate(status, {
      onSuccess: () => toastUndo(status === "done" ? "Done" : "Open again", () => change.mutate(before)),
    });
  };
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
