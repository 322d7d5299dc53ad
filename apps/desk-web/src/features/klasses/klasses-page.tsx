import {
  type Column,
  CreateButton,
  EmptyState,
  ListPage,
  RelativeTime,
  StatusBadge,
  useLive,
} from "@hark/ui";
import { Code, Group, Text } from "@mantine/core";
import { IconCube } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePanel } from "../../shared/use-panel.ts";
import { CreateKlassPanel } from "./create-klass-panel.tsx";
import { KLASSES, type Klass, listKlasses } from "./klass-list.ts";
import { KlassPanel } from "./klass-panel.tsx";

const columns: readonly Column<Klass>[] = [
  {
    key: "displayName",
    title: "Type",
    sortBy: (klass) => klass.attributes.displayName ?? klass.attributes.name,
    render: (klass) => (
      <Group gap={10} wrap="nowrap">
        <IconCube size={17} stroke={1.6} aria-hidden="true" />
        <Text fw={500}>{klass.attributes.displayName ?? klass.attributes.name}</Text>
      </Group>
    ),
  },
  { key: "name", title: "Name (klass)", render: (klass) => <Code>{klass.attributes.name}</Code> },
  {
    key: "status",
    title: "State",
    hideOnPhone: true,
    render: (klass) => (
      <StatusBadge tone={klass.attributes.status === "enabled" ? "good" : "idle"}>
        {klass.attributes.status === "enabled" ? "In use" : "Disabled"}
      </StatusBadge>
    ),
  },
  {
    key: "updated",
    title: "Changed",
    hideOnPhone: true,
    sortBy: (klass) => klass.attributes.updatedAt,
    render: (klass) => <RelativeTime at={klass.attributes.updatedAt} />,
  },
];

/** Settings > Custom Objects: the klasses and their attributes. */
export function KlassesPage() {
  const panel = usePanel();
  const queries = useQueryClient();
  const klasses = useQuery({ queryKey: KLASSES, queryFn: listKlasses });
  useLive(["klasses"], () => void queries.invalidateQueries({ queryKey: KLASSES }));
  const rows = klasses.data?.data ?? [];
  const open = rows.find((klass) => klass.attributes.name === panel.panel);
  const create = <CreateButton onClick={() => panel.open("create")}>New custom object</CreateButton>;
  return (
    <ListPage
      header={{
        title: "Custom Objects",
        crumbs: [{ label: "Settings" }, { label: "Platform" }],
        text: "Kinds of records that stand on a customer's timeline beside conversations, such as reviews, orders or returns.",
        actions: create,
      }}
      list={klasses}
      label="Custom objects"
      columns={columns}
      selected={open?.id}
      onRowClick={(klass) => panel.open(klass.attributes.name)}
      empty={
        <EmptyState
          icon={IconCube}
          title="No custom objects yet"
          text="A workflow files what comes in as a custom object of a type that you make here: a review has a rating, a title and a text."
          action={create}
        />
      }
    >
      <CreateKlassPanel isOpen={panel.panel === "create"} onClose={panel.close} onCreated={panel.open} />
      <KlassPanel klass={open} onClose={panel.close} />
    </ListPage>
  );
}
