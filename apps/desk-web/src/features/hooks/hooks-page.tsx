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
import { addressOf, HOOKS, type Hook, kindOf, listHooks } from "./hook.ts";
import { HookForm } from "./hook-form.tsx";
import { KindMark } from "./kind-mark.tsx";

/** Where the API stops counting. */
const MAX_COUNTED = 10_000;

function shortAddress(hook: Hook): string {
  const { email, hash } = hook.attributes;
  const short = `${hash.slice(0, 8)}…`;
  return email === undefined ? `…/hooks/${kindOf(hook)}/${short}` : `${short}@${email.split("@")[1]}`;
}

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
    key: "kind",
    title: "Kind",
    sortBy: (hook) => kindOf(hook),
    render: (hook) => <KindMark kind={kindOf(hook)} />,
  },
  {
    key: "address",
    title: "Address",
    hideOnPhone: true,
    render: (hook) => (
      <Group gap={4} wrap="nowrap">
        <Code>{shortAddress(hook)}</Code>
        <CopyButton value={addressOf(hook)} />
      </Group>
    ),
  },
  {
    key: "keys",
    title: "API keys",
    hideOnPhone: true,
    render: ({ attributes: { apiKeys } }) =>
      apiKeys === undefined ? "–" : apiKeys.length === 0 ? "any" : String(apiKeys.length),
  },
  {
    key: "volume",
    title: "In 24 h",
    hideOnPhone: true,
    sortBy: (hook) => hook.attributes.receivedLastDay,
    render: ({ attributes: { receivedLastDay: count } }) =>
      `${count.toLocaleString("en")}${count >= MAX_COUNTED ? "+" : ""}`,
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

/** Settings > Hooks. */
export function HooksPage() {
  const panel = usePanel();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const hooks = useQuery({ queryKey: HOOKS, queryFn: listHooks });
  useLive(["hooks", "hook:*"], () => void queries.invalidateQueries({ queryKey: HOOKS }));
  const open = (hook: Hook): void => void navigate(`/settings/hooks/${kindOf(hook)}/${hook.id}`);
  const create = <CreateButton onClick={() => panel.open("create")}>Create hook</CreateButton>;
  return (
    <ListPage
      header={{
        title: "Hooks",
        crumbs: [{ label: "Settings" }, { label: "Platform" }],
        text: "Addresses that systems, forms and mails send to. What comes in starts the workflows that listen to the hook.",
        actions: create,
      }}
      list={hooks}
      label="Hooks"
      columns={columns}
      onRowClick={open}
      empty={
        <EmptyState
          icon={IconWebhook}
          title="No hooks yet"
          text="A hook has an address of its own: for a system with an API key, for a form on a page, or for e-mail."
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
