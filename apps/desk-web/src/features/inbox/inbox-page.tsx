import {
  EmptyState,
  ErrorState,
  LoadingRows,
  PageHeader,
  RelativeTime,
  StatusBadge,
  statusOf,
  useLive,
} from "@hark/ui";
import { Badge, Chip, Group, Text } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent } from "react";
import { useSearchParams } from "react-router";
import { CONVERSATIONS, type Conversation, inView, listAll, type View, views } from "./conversation.ts";
import { ConversationPane } from "./conversation-pane.tsx";
import classes from "./inbox-page.module.css";

const viewNames: Readonly<Record<View, string>> = {
  open: "Open",
  snoozed: "Snoozed",
  done: "Done",
  all: "All",
};

/** Conversations: the list of a view, and the one that is open. */
export function InboxPage() {
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const view = views.find((one) => one === params.get("view")) ?? "open";
  const open = params.get("conversation");
  const conversations = useQuery({ queryKey: [...CONVERSATIONS, "list"], queryFn: listAll });
  useLive(["conversations"], () => void queries.invalidateQueries({ queryKey: CONVERSATIONS }));
  const rows = inView(conversations.data?.data ?? [], view);
  const set = (name: string, value: string | null): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <div className={classes["page"]}>
      <PageHeader title="Inbox" />
      <div className={classes["split"]} data-open={open !== null || undefined}>
        <div className={classes["list"]}>
          <Group gap={6} p="sm">
            {views.map((one) => (
              <Chip
                key={one}
                size="xs"
                checked={view === one}
                onChange={() => set("view", one === "open" ? null : one)}
              >
                {viewNames[one]}
              </Chip>
            ))}
          </Group>
          {conversations.isPending && <LoadingRows />}
          {conversations.isError && (
            <ErrorState error={conversations.error} onRetry={() => void conversations.refetch()} />
          )}
          {conversations.data && rows.length === 0 && (
            <EmptyState
              icon={IconInbox}
              title={view === "open" ? "All done" : "None here"}
              text="Workflows open conversations, for example when a review has one or two stars."
            />
          )}
          {rows.map((conversation) => (
            <Row
              key={conversation.id}
              conversation={conversation}
              isOpen={conversation.id === open}
              onOpen={() => set("conversation", conversation.id)}
            />
          ))}
        </div>
        <div className={classes["detail"]}>
          {open === null ? (
            <Text c="dimmed" p="xl" ta="center">
              Choose a conversation.
            </Text>
          ) : (
            <ConversationPane key={open} id={open} onClose={() => set("conversation", null)} />
          )}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly conversation: Conversation;
  readonly isOpen: boolean;
  onOpen(): void;
}

function Row({ conversation: { attributes }, isOpen, onOpen }: RowProps) {
  const { tone, words } = statusOf("conversation", attributes.status);
  return (
    <button
      type="button"
      className={classes["row"]}
      data-open={isOpen || undefined}
      onClick={onOpen}
      onKeyDown={move}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={500} truncate>
          {attributes.name ?? "Conversation"}
        </Text>
        <Text size="xs" c="dimmed">
          <RelativeTime at={attributes.createdAt} />
        </Text>
      </Group>
      <Group gap={6} mt={4}>
        <StatusBadge tone={tone}>{words}</StatusBadge>
        {attributes.tags.map((tag) => (
          <Badge key={tag} variant="light" color="gray">
            {tag}
          </Badge>
        ))}
      </Group>
    </button>
  );
}

function move(event: KeyboardEvent<HTMLButtonElement>): void {
  const isDown = event.key === "j" || event.key === "ArrowDown";
  const isUp = event.key === "k" || event.key === "ArrowUp";
  if (!isDown && !isUp) return;
  event.preventDefault();
  const neighbour = isDown
    ? event.currentTarget.nextElementSibling
    : event.currentTarget.previousElementSibling;
  if (neighbour instanceof HTMLElement) neighbour.focus();
}
