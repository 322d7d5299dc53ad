import type { Delivery } from "@hark/contract";
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorState,
  LoadingRows,
  RelativeTime,
  StatusBadge,
  statusOf,
  toastDone,
  toastError,
} from "@hark/ui";
import { Box, Button, Chip, Group, Paper, Text, Title } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useFilters } from "../../shared/filters.ts";
import { Pager } from "../../shared/pager.tsx";
import { ReviewLine } from "../reviews/review-line.tsx";
import { answerWords } from "./answer-words.ts";
import { useDeliveries, useResendAll } from "./hooks.ts";

const PAGE_SIZE = 10;

/** The deliveries of the store, newest first; a row opens its attempts. */
export function DeliveriesCard() {
  const filters = useFilters();
  const state = filters.get("state");
  const deliveries = useDeliveries({ state, page: filters.page, pageSize: PAGE_SIZE });
  const waiting = useDeliveries({ state: "pending", page: 1, pageSize: 1 }).data?.meta.total;
  const failed = useDeliveries({ state: "failed", page: 1, pageSize: 1 }).data?.meta.total;
  return (
    <Paper component="section" aria-label="Deliveries">
      <Group px="md" pt="md" pb="xs" gap="sm">
        <Title order={2}>Deliveries</Title>
        <Chip.Group
          value={state ?? "all"}
          onChange={(value) => filters.set({ state: value === "all" ? undefined : String(value) })}
        >
          <Group gap={6}>
            <Chip size="xs" value="all">
              All
            </Chip>
            <Chip size="xs" value="succeeded">
              Delivered
            </Chip>
            <Chip size="xs" value="pending">
              {waiting ? `${waiting} waiting` : "Waiting"}
            </Chip>
            <Chip size="xs" value="failed">
              {failed ? `${failed} ${failed === 1 ? "needs" : "need"} you` : "Needs you"}
            </Chip>
          </Group>
        </Chip.Group>
        {failed !== undefined && failed > 0 && <ResendAllButton />}
      </Group>
      {deliveries.isPending && <LoadingRows />}
      {deliveries.isError && (
        <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      )}
      {deliveries.data && (
        <>
          <DataTable
            label="Deliveries"
            columns={columns}
            rows={deliveries.data.data}
            selected={filters.get("delivery")}
            onRowClick={(row) => filters.set({ delivery: row.id, page: filters.page })}
            empty={<NoDeliveries isFiltered={state !== undefined} />}
          />
          {deliveries.data.meta.total > 0 && (
            <Box px="md" pb="md">
              <Pager
                meta={deliveries.data.meta}
                noun={["delivery", "deliveries"]}
                onPage={(page) => filters.set({ page })}
              />
            </Box>
          )}
        </>
      )}
    </Paper>
  );
}

function ResendAllButton() {
  const resend = useResendAll();
  return (
    <Button
      size="compact-sm"
      variant="default"
      ml="auto"
      loading={resend.isPending}
      onClick={() =>
        resend.mutate(undefined, {
          onSuccess: (count) =>
            toastDone(count === 1 ? "One event is sent once more." : `${count} events are sent once more.`),
          onError: toastError,
        })
      }
    >
      Resend all that need you
    </Button>
  );
}

const columns: readonly Column<Delivery>[] = [
  { key: "review", title: "Review", render: (row) => <ReviewLine reviewId={row.reviewId} /> },
  {
    key: "state",
    title: "State",
    width: 120,
    render: (row) => {
      const { tone, words } = statusOf("delivery", row.state);
      return <StatusBadge tone={tone}>{words}</StatusBadge>;
    },
  },
  {
    key: "answer",
    title: "Answer",
    hideOnPhone: true,
    render: (row) => (
      <Text c="dimmed" span>
        {answerWords(row, new Date())}
      </Text>
    ),
  },
  {
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
  },
];

function NoDeliveries({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={IconSend} title="None of these" text="No delivery stands so right now." />
  ) : (
    <EmptyState
      icon={IconSend}
      title="Nothing was sent yet"
      text="Each new review is sent once this integration is on. Until then a test event shows that the way is clear."
    />
  );
}
