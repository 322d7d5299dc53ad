import {
  type Column,
  CopyButton,
  CreateButton,
  EmptyState,
  ListPage,
  RelativeTime,
  StatusBadge,
  useLive,
} from "@hark/ui";
import { Code, Group, Text } from "@mantine/core";
import { IconWebhook } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { SidePanel } from "../../shared/side-panel.tsx";
import { usePanel } from "../../shared/use-panel.ts";
import { HOOKS, type Hook, listHooks } from "./hook.ts";
import { HookForm } from "./hook-form.tsx";

const columns: readonly Column<Hook>[] = [
  {
    key: "title",
    title: "Title",
    sortBy: (hook) => hook.attributes.title,
    render: (hook) => (
      <div>
        <Text fw={500}>{hook.attributes.title}</Text>
        {hook.attributes.description && (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {hook.attributes.description}
          </Text>
        )}
      </div>
    ),
  },
  {
    key: "address",
    title: "Address",
    hideOnPhone: true,
    render: (hook) => (
      <Group gap={4} wrap="nowrap">
        <Code>…/hooks/web/{hook.attributes.hash.slice(0, 8)}…</Code>
        <CopyButton value={hook.attributes.url} />
      </Group>
    ),
  },
  {
    key: "keys",
    title: "API keys",
    hideOnPhone: true,
    render: (hook) => (hook.attributes.apiKeys.length === 0 ? "any" : String(hook.attributes.apiKeys.length)),
  },
  {
    key: "last",
    title: "Last received",
    sortBy: (hook) => hook.attributes.lastReceivedAt ?? "",
    render: (hook) => <RelativeTime at={hook.attributes.lastReceivedAt} />,
  },
  {
    key: "debug",
    title: "Debug Mode",
    hideOnPhone: true,
    render: (hook) => (
      <StatusBadge tone={hook.attributes.debug ? "wait" : "idle"}>
        {hook.attributes.debug ? "On" : "Off"}
      </StatusBadge>
    ),
  },
];

/** Settings > Web Hooks. */
export function HooksPage() {
  const panel = usePanel();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const hooks = useQuery({ queryKey: HOOKS, queryFn: listHooks });
  useLive(["hooks", "hook:*"], () => void queries.invalidateQueries({ queryKey: HOOKS }));
  const open = (hook: Hook): void => void navigate(`/settings/hooks/${hook.id}`);
  const create = <CreateButton onClick={() => panel.open("create")}>Create hook</CreateButton>;
  return (
    <ListPage
      header={{
        title: "Web Hooks",
        crumbs: [{ label: "Settings" }, { label: "Platform" }],
        text: "Addresses other systems post to. Each post starts the workflows that listen to the hook.",
        actions: create,
      }}
      list={hooks}
      label="Web hooks"
      columns={columns}
      onRowClick={open}
      empty={
        <EmptyState
          icon={IconWebhook}
          title="No hooks yet"
          text="A web hook has an address of its own. Paste it, with an API key, into the system whose news you want here."
          action={create}
        />
      }
    >
      <SidePanel title="Create hook" isOpen={panel.panel === "create"} onClose={panel.close}>
        <HookForm onCreated={open} />
      </SidePanel>
    </ListPage>
  );
}
