import { EmptyState, ListPage, statuses } from "@hark/ui";
import { Box, Button, Group, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHistory, IconSend } from "@tabler/icons-react";
import { type Filters, useFilters } from "../../shared/filters.ts";
import { Pager } from "../../shared/pager.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { FilterMenu } from "../reviews/filter-menu.tsx";
import { useEndpoints, useEventTypes } from "../webhooks/hooks.ts";
import { ofAllReceivers } from "./delivery-columns.tsx";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { useDeliveries, useLiveDeliveries } from "./hooks.ts";
import { receiverName } from "./receiver-name.ts";
import { ReplayDialog } from "./replay-dialog.tsx";
import { ReplaysCard } from "./replays-card.tsx";

const PAGE_SIZE = 25;
const filterNames = ["state", "endpoint", "type", "email", "status", "since", "reviewId", "replay"] as const;

/** Deliveries: every event on its way to a receiver, found by whom it is about, where it goes and how it went. */
export function DeliveriesPage() {
  const filters = useFilters();
  const [isReplaying, replay] = useDisclosure(false);
  const values = Object.fromEntries(filterNames.map((name) => [name, filters.get(name)]));
  const { since, ...named } = values;
  const filter = { ...named, since: since === undefined ? undefined : startOf(since) };
  const deliveries = useDeliveries({ ...filter, page: filters.page, pageSize: PAGE_SIZE });
  useLiveDeliveries();
  const isFiltered = filterNames.some((name) => filters.get(name) !== undefined);
  return (
    <ListPage
      header={{
        title: "Deliveries",
        text: "Where each event went, and how it was answered.",
        actions: (
          <Button variant="default" leftSection={<IconHistory size={16} />} onClick={replay.open}>
            Replay…
          </Button>
        ),
      }}
      list={deliveries}
      loadingRows={8}
      above={
        <>
          <Box mb="md">
            <ReplaysCard />
          </Box>
          <DeliveryFilters filters={filters} isFiltered={isFiltered} />
        </>
      }
      label="Deliveries"
      columns={ofAllReceivers}
      selected={filters.get("delivery")}
      onRowClick={(row) => filters.set({ delivery: row.id, page: filters.page })}
      empty={
        isFiltered ? (
          <EmptyState icon={IconSend} title="No delivery fits" text="Take a filter away." />
        ) : (
          <EmptyState
            icon={IconSend}
            title="Nothing was sent yet"
            text="Switch on Kustomer or add a webhook under Settings > Integrations; every new review is then sent there."
          />
        )
      }
      below={
        <Pager
          meta={deliveries.data?.meta}
          noun={["delivery", "deliveries"]}
          onPage={(page) => filters.set({ page })}
        />
      }
    >
      <ReplayDialog isOpen={isReplaying} onClose={replay.close} filter={filter} />
      <DeliveryDrawer />
    </ListPage>
  );
}

/** A day of the calendar begins at the reader's own midnight. */
const startOf = (day: string): string | undefined => {
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

function DeliveryFilters({ filters, isFiltered }: { filters: Filters; isFiltered: boolean }) {
  const endpoints = useEndpoints();
  const types = useEventTypes().data?.data ?? [];
  const menus = [
    {
      name: "state",
      label: "State",
      choices: Object.entries(statuses.delivery).map(([value, { words }]) => ({ value, label: words })),
    },
    { name: "type", label: "Event", choices: types.map(({ type }) => ({ value: type, label: type })) },
  ];
  return (
    <Group gap="xs" mb="md">
      <SearchField
        label="Search by e-mail address"
        value={filters.get("email") ?? ""}
        onSearch={(email) => filters.set({ email: email.trim() })}
      />
      {menus.map(({ name, label, choices }) => (
        <FilterMenu
          key={name}
          label={label}
          choices={choices}
          value={filters.list(name)}
          onChange={(value) => filters.set({ [name]: value.join(",") })}
        />
      ))}
      <FilterMenu
        label="Receiver"
        choices={endpoints.map((endpoint) => ({ value: endpoint.id, label: receiverName(endpoint) }))}
        value={filters.list("endpoint")}
        // One at a time: the last one ticked.
        onChange={(value) => filters.set({ endpoint: value.at(-1) })}
      />
      <TextInput
        size="xs"
        w={110}
        aria-label="Status code of the answer"
        placeholder="Status, e.g. 503"
        inputMode="numeric"
        value={filters.get("status") ?? ""}
        onChange={(event) =>
          filters.set({ status: event.currentTarget.value.replaceAll(/\D/g, "").slice(0, 3) })
        }
      />
      <TextInput
        size="xs"
        type="date"
        aria-label="Since"
        title="Since"
        value={filters.get("since") ?? ""}
        onChange={(event) => filters.set({ since: event.currentTarget.value })}
      />
      {isFiltered && (
        <Button size="xs" variant="subtle" onClick={() => filters.clear(filterNames)}>
          Clear all
        </Button>
      )}
    </Group>
  );
}
