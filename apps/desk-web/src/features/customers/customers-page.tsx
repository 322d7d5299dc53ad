import {
  type Column,
  CreateButton,
  EmptyState,
  ListPage,
  RelativeTime,
  StatusBadge,
  useLive,
} from "@hark/ui";
import { Avatar, Badge, Box, Group, Pagination, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { SidePanel } from "../../shared/side-panel.tsx";
import { usePanel } from "../../shared/use-panel.ts";
import { CUSTOMERS, type Customer, listCustomers, nameOf } from "./customer.ts";
import { CustomerForm } from "./customer-form.tsx";

const columns: readonly Column<Customer>[] = [
  {
    key: "name",
    title: "Name",
    sortBy: nameOf,
    render: (customer) => (
      <Group gap={10} wrap="nowrap">
        <Avatar name={nameOf(customer)} size={28} color="initials" />
        <Text fw={500}>{nameOf(customer)}</Text>
      </Group>
    ),
  },
  { key: "email", title: "E-mail", render: (customer) => customer.attributes.emails[0]?.email ?? "" },
  {
    key: "open",
    title: "Conversations",
    hideOnPhone: true,
    sortBy: (customer) => customer.attributes.conversationCounts?.open ?? 0,
    render: ({ attributes: { conversationCounts } }) =>
      conversationCounts && conversationCounts.open > 0 ? (
        <StatusBadge tone="bad">{conversationCounts.open} open</StatusBadge>
      ) : (
        <Text span c="dimmed">
          {conversationCounts?.all ? `${conversationCounts.all} done` : "none"}
        </Text>
      ),
  },
  {
    key: "tags",
    title: "Tags",
    hideOnPhone: true,
    render: (customer) => (
      <Group gap={4}>
        {customer.attributes.tags.map((tag) => (
          <Badge key={tag} variant="light" color="gray">
            {tag}
          </Badge>
        ))}
      </Group>
    ),
  },
  {
    key: "updated",
    title: "Changed",
    hideOnPhone: true,
    sortBy: (customer) => customer.attributes.updatedAt,
    render: (customer) => <RelativeTime at={customer.attributes.updatedAt} />,
  },
];

/** All customers, with search. */
export function CustomersPage() {
  const panel = usePanel();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const search = params.get("q") ?? "";
  const page = Math.max(1, Number(params.get("page") ?? 1) || 1);
  const customers = useQuery({
    queryKey: [...CUSTOMERS, "list", search, page],
    queryFn: () => listCustomers({ search, page }),
    placeholderData: keepPreviousData,
  });
  useLive(["customers"], () => void queries.invalidateQueries({ queryKey: [...CUSTOMERS, "list"] }));
  const set = (changes: Readonly<Record<string, string>>): void =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes))
          if (value === "") next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const open = (customer: Customer): void => void navigate(`/customers/${customer.id}`);
  const { total, totalPages = 1 } = customers.data?.meta ?? {};
  return (
    <ListPage
      header={{
        title: "Customers",
        ...(total === undefined ? {} : { badges: <Text c="dimmed">{total.toLocaleString("en")}</Text> }),
        actions: <CreateButton onClick={() => panel.open("create")}>New customer</CreateButton>,
      }}
      list={customers}
      above={
        <Box mb="md">
          <SearchField initial={search} onSearch={(text) => set({ q: text, page: "" })} />
        </Box>
      }
      label="Customers"
      columns={columns}
      onRowClick={open}
      empty={<NoCustomers isSearch={search !== ""} />}
      below={
        totalPages > 1 && (
          <Pagination
            mt="md"
            total={totalPages}
            value={page}
            onChange={(next) => set({ page: next === 1 ? "" : String(next) })}
          />
        )
      }
    >
      <SidePanel title="New customer" isOpen={panel.panel === "create"} onClose={panel.close}>
        <CustomerForm onCreated={open} />
      </SidePanel>
    </ListPage>
  );
}

const TYPING_MS = 250;

function SearchField({ initial, onSearch }: { readonly initial: string; onSearch(text: string): void }) {
  const [text, setText] = useState(initial);
  const [sent, setSent] = useState(initial);
  const [seen, setSeen] = useState(initial);
  // The address changed by other means than typing here, such as the palette.
  if (initial !== seen) {
    setSeen(initial);
    if (initial !== sent) setText(initial);
  }
  const search = useDebouncedCallback((words: string) => {
    setSent(words);
    onSearch(words);
  }, TYPING_MS);
  return (
    <TextInput
      type="search"
      aria-label="Search customers"
      placeholder="Search by name, e-mail or phone"
      maw={420}
      leftSection={<IconSearch size={16} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}

function NoCustomers({ isSearch }: { readonly isSearch: boolean }) {
  return isSearch ? (
    <EmptyState
      icon={IconUsers}
      title="Nobody found"
      text="No customer has these words. Try fewer, or the whole e-mail address."
    />
  ) : (
    <EmptyState
      icon={IconUsers}
      title="No customers yet"
      text="They come by themselves: a workflow makes one for the first review of each buyer."
    />
  );
}
