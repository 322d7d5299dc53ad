import type { Delivery } from "@hark/contract";
import { type Column, DataTable, EmptyState, ErrorState, LoadingRows } from "@hark/ui";
import { Box, Button, Chip, Group, Paper, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useFilters } from "../../shared/filters.ts";
import { Pager } from "../../shared/pager.tsx";
import { ofOneReceiver } from "./delivery-columns.tsx";
import { useDeliveries } from "./hooks.ts";
import { ReplayDialog } from "./replay-dialog.tsx";

const PAGE_SIZE = 10;

/** The deliveries to one receiver, newest first; a row opens its attempts. */
export function DeliveriesCard({
  endpoint,
  columns = ofOneReceiver,
}: {
  endpoint: string | undefined;
  columns?: readonly Column<Delivery>[];
}) {
  const filters = useFilters();
  const state = filters.get("state");
  const [isReplaying, replay] = useDisclosure(false);
  const deliveries = useDeliveries({ endpoint, state, page: filters.page, pageSize: PAGE_SIZE });
  const waiting = useDeliveries({ endpoint, state: "pending", page: 1, pageSize: 1 }).data?.meta.total;
  const failed = useDeliveries({ endpoint, state: "failed", page: 1, pageSize: 1 }).data?.meta.total;
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
        {deliveries.data !== undefined && deliveries.data.meta.total > 0 && (
          <Button size="compact-sm" variant="default" ml="auto" flex="none" onClick={replay.open}>
            Replay…
          </Button>
        )}
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
          <Box px="md" pb="md">
            <Pager
              meta={deliveries.data.meta}
              noun={["delivery", "deliveries"]}
              onPage={(page) => filters.set({ page })}
            />
          </Box>
        </>
      )}
      <ReplayDialog isOpen={isReplaying} onClose={replay.close} filter={{ endpoint }} />
    </Paper>
  );
}

function NoDeliveries({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={IconSend} title="None of these" text="No delivery stands so right now." />
  ) : (
    <EmptyState
      icon={IconSend}
      title="Nothing was sent yet"
      text="Each new event is sent once this is on. Until then a test event shows that the way is clear."
    />
  );
}
