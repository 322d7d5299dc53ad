import { ErrorState, LoadingRows, RelativeTime, StatusBadge, statusOf, toastError } from "@hark/ui";
import { ActionIcon, Anchor, Badge, Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { customerKey, getCustomer, listNotes, nameOf, notesKey } from "../customers/customer.ts";
import { useConversationStatus } from "../customers/use-conversation-status.ts";
import {
  CONVERSATIONS,
  type Conversation,
  conversationKey,
  createNoteOn,
  customerIdOf,
  getConversation,
} from "./conversation.ts";
import classes from "./inbox-page.module.css";

/** One conversation: whose it is, its notes, and what to do with it. */
export function ConversationPane({ id, onClose }: { readonly id: string; onClose(): void }) {
  const conversation = useQuery({ queryKey: conversationKey(id), queryFn: () => getConversation(id) });
  if (conversation.isPending) return <LoadingRows />;
  if (conversation.isError)
    return <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />;
  return (
    <Stack p="md" maw={820}>
      <Head conversation={conversation.data.data} onClose={onClose} />
      <Notes conversationId={id} />
      <NoteField conversationId={id} />
    </Stack>
  );
}

function Head({ conversation, onClose }: { readonly conversation: Conversation; onClose(): void }) {
  const { attributes } = conversation;
  const customerId = customerIdOf(conversation);
  const setStatus = useConversationStatus(conversation, CONVERSATIONS);
  const { tone, words } = statusOf("conversation", attributes.status);
  const isDone = attributes.status === "done";
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Group gap={8}>
          <Title order={2}>{attributes.name ?? "Conversation"}</Title>
          <StatusBadge tone={tone}>{words}</StatusBadge>
          {attributes.tags.map((tag) => (
            <Badge key={tag} variant="light" color="gray">
              {tag}
            </Badge>
          ))}
        </Group>
        <Text size="sm" c="dimmed" mt={2}>
          {customerId !== undefined && <CustomerLink id={customerId} />} · opened{" "}
          <RelativeTime at={attributes.createdAt} />
        </Text>
      </div>
      <Group gap={6} wrap="nowrap">
        <Button
          variant={isDone ? "default" : "filled"}
          size="xs"
          onClick={() => setStatus(isDone ? "open" : "done")}
        >
          {isDone ? "Open again" : "Mark as done"}
        </Button>
        <ActionIcon variant="subtle" color="gray" aria-label="Close the conversation" onClick={onClose}>
          <IconX size={17} />
        </ActionIcon>
      </Group>
    </Group>
  );
}

function CustomerLink({ id }: { readonly id: string }) {
  const customer = useQuery({ queryKey: customerKey(id), queryFn: () => getCustomer(id) });
  return (
    <Anchor component={Link} to={`/customers/${id}`} size="sm">
      {customer.data ? nameOf(customer.data.data) : "Customer"}
    </Anchor>
  );
}

function Notes({ conversationId }: { readonly conversationId: string }) {
  const notes = useQuery({ queryKey: notesKey(conversationId), queryFn: () => listNotes(conversationId) });
  if (notes.isPending) return <LoadingRows rows={3} />;
  if (notes.isError) return <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />;
  if (notes.data.data.length === 0) return <Text c="dimmed">No notes yet.</Text>;
  return (
    <Stack gap="xs">
      {notes.data.data.map((note) => (
        <Paper key={note.id} p="sm">
          <Text size="xs" c="dimmed">
            <RelativeTime at={note.attributes.createdAt} />
          </Text>
          <Text className={classes["note"] ?? ""}>{note.attributes.body}</Text>
        </Paper>
      ))}
    </Stack>
  );
}

const MAX_NOTE = 10_240;

function NoteField({ conversationId }: { readonly conversationId: string }) {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const save = useMutation({
    mutationFn: (body: string) => createNoteOn(conversationId, body),
    onSuccess: () => {
      setText("");
      void queries.invalidateQueries({ queryKey: CONVERSATIONS });
    },
    onError: toastError,
  });
  const send = (): void => {
    if (text.trim() !== "" && !save.isPending) save.mutate(text.trim());
  };
  return (
    <Stack gap="xs">
      <Textarea
        label="Note"
        description="Your team sees it; the customer does not. Ctrl Enter saves."
        autosize
        minRows={2}
        maxLength={MAX_NOTE}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <Group>
        <Button
          size="xs"
          variant="default"
          disabled={text.trim() === ""}
          loading={save.isPending}
          onClick={send}
        >
          Save note
        </Button>
      </Group>
    </Stack>
  );
}
