import type { Delivery } from "@hark/contract";
import { type Column, RelativeTime, Stars, StatusBadge, statusOf } from "@hark/ui";
import { Group, Text } from "@mantine/core";
import { answerWords } from "./answer-words.ts";
import { receiverName } from "./receiver-name.ts";

const what: Column<Delivery> = {
  key: "review",
  title: "About",
  render: (row) => (
    <div style={{ maxWidth: 300 }}>
      {row.reviewTitle === null ? (
        <Text span c="dimmed">
          {row.reviewId.slice(0, 8)}
        </Text>
      ) : (
        <Group gap={8} wrap="nowrap">
          <Stars rating={row.rating ?? 0} size={14} />
          <Text span truncate>
            {row.reviewTitle}
          </Text>
        </Group>
      )}
      {row.reviewerName && (
        <Text size="sm" c="dimmed" truncate>
          {row.reviewerName}
        </Text>
      )}
    </div>
  ),
};
const state: Column<Delivery> = {
  key: "state",
  title: "State",
  width: 120,
  render: (row) => {
    const { tone, words } = statusOf("delivery", row.state);
    return <StatusBadge tone={tone}>{words}</StatusBadge>;
  },
};
const answer: Column<Delivery> = {
  key: "answer",
  title: "Answer",
  hideOnPhone: true,
  render: (row) => (
    <Text c="dimmed" span>
      {answerWords(row, new Date())}
    </Text>
  ),
};
const when: Column<Delivery> = {
  key: "when",
  title: "When",
  hideOnPhone: true,
  align: "right",
  width: 120,
  render: (row) => (
    <Text c="dimmed" span>
      <RelativeTime at={row.lastAttemptAt ?? row.createdAt} />
    </Text>
  ),
};
const where: Column<Delivery> = {
  key: "where",
  title: "Event and receiver",
  hideOnPhone: true,
  render: (row) => (
    <div style={{ maxWidth: 240 }}>
      <Text span>{row.type}</Text>
      <Text size="sm" c="dimmed" truncate>
        {receiverName(row.endpoint)}
      </Text>
    </div>
  ),
};

const type: Column<Delivery> = {
  key: "type",
  title: "Event",
  hideOnPhone: true,
  render: (row) => <Text span>{row.type}</Text>,
};

/** Columns of deliveries to one receiver. */
export const ofOneReceiver: readonly Column<Delivery>[] = [what, state, answer, when];
/** Columns of deliveries to one receiver of several types of event. */
export const withTypes: readonly Column<Delivery>[] = [what, type, state, answer, when];
/** Columns of deliveries to all. */
export const ofAllReceivers: readonly Column<Delivery>[] = [what, where, state, answer, when];
