import type { ReviewRequest } from "@hark/contract";
import {
  type Column,
  CreateButton,
  EmptyState,
  ListPage,
  RelativeTime,
  StatusBadge,
  statuses,
  statusOf,
} from "@hark/ui";
import { Chip, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMailForward } from "@tabler/icons-react";
import { useNavigate, useParams } from "react-router";
import { useFilters } from "../../shared/filters.ts";
import { Pager } from "../../shared/pager.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { useLiveRequests, useRequests } from "./hooks.ts";
import { NewRequest } from "./new-request.tsx";
import { RequestDrawer } from "./request-drawer.tsx";

const PAGE_SIZE = 25;
const rowId = (request: ReviewRequest): string => request.requestId;

/** Requests: who was asked for which review, and what came of it. */
export function RequestsPage() {
  const { requestId } = useParams();
  const navigate = useNavigate();
  const filters = useFilters();
  const [isNew, create] = useDisclosure(false);
  const [q, state] = [filters.get("q"), filters.get("state")];
  const requests = useRequests({ q, state, page: filters.page, pageSize: PAGE_SIZE });
  useLiveRequests();
  const open = (id: string | undefined): void =>
    void navigate(`/requests${id === undefined ? "" : `/${id}`}${filters.query}`);
  const add = <CreateButton onClick={create.open}>New request</CreateButton>;
  return (
    <ListPage
      header={{ title: "Requests", text: "Ask a buyer for a review, by mail or by a link.", actions: add }}
      list={requests}
      above={
        <Group mb="md" gap="sm">
          <SearchField
            label="Search requests"
            value={q ?? ""}
            onSearch={(text) => filters.set({ q: text })}
          />
          <Chip.Group
            value={state ?? "all"}
            onChange={(value) => filters.set({ state: value === "all" ? undefined : String(value) })}
          >
            <Group gap={6}>
              <Chip size="xs" value="all">
                All
              </Chip>
              {Object.entries(statuses.request).map(([name, { words }]) => (
                <Chip key={name} size="xs" value={name}>
                  {words}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Group>
      }
      label="Requests"
      columns={columns}
      rowId={rowId}
      selected={requestId}
      onRowClick={(row) => open(row.requestId)}
      empty={
        q === undefined && state === undefined ? (
          <EmptyState
            icon={IconMailForward}
            title="Nobody was asked yet"
            text="Choose a line of an order, and ask its buyer by mail or by a link. One tap on a star begins the review."
            action={add}
          />
        ) : (
          <EmptyState icon={IconMailForward} title="No request fits" text="Take a filter away." />
        )
      }
      below={
        <Pager
          meta={requests.data?.meta}
          noun={["request", "requests"]}
          onPage={(page) => filters.set({ page })}
        />
      }
    >
      <Modal opened={isNew} onClose={create.close} title="New request" size="md">
        <NewRequest onLeave={create.close} />
      </Modal>
      <RequestDrawer requestId={requestId} onClose={() => open(undefined)} />
    </ListPage>
  );
}

const columns: readonly Column<ReviewRequest>[] = [
  {
    key: "reviewer",
    title: "Buyer",
    render: (row) => (
      <div style={{ maxWidth: 220 }}>
        <Text fw={500} truncate>
          {row.reviewerName}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {row.reviewerEmail}
        </Text>
      </div>
    ),
  },
  {
    key: "product",
    title: "Product",
    hideOnPhone: true,
    render: (row) => (
      <div style={{ maxWidth: 260 }}>
        <Text truncate>{row.productName}</Text>
        {row.variantName && (
          <Text size="sm" c="dimmed" truncate>
            {row.variantName}
          </Text>
        )}
      </div>
    ),
  },
  { key: "order", title: "Order", hideOnPhone: true, width: 110, render: (row) => row.orderId },
  {
    key: "state",
    title: "State",
    width: 120,
    render: (row) => {
      const { tone, words } = statusOf("request", row.state);
      return <StatusBadge tone={tone}>{words}</StatusBadge>;
    },
  },
  {
    key: "when",
    title: "When",
    hideOnPhone: true,
    width: 120,
    align: "right",
    render: (row) => (
      <Text c="dimmed" span>
        <RelativeTime at={row.sentAt ?? row.createdAt} />
      </Text>
    ),
  },
];
