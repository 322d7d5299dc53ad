import {
  API_KEYS,
  type ApiKey,
  type Column,
  CreateButton,
  confirmAction,
  EmptyState,
  ListPage,
  listApiKeys,
  RelativeTime,
  revokeApiKey,
  toastDone,
  toastError,
} from "@hark/ui";
import { ActionIcon, Badge, Code, Group, Text, Tooltip } from "@mantine/core";
import { IconKey, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePanel } from "../../shared/use-panel.ts";
import { CreateKeyPanel } from "./create-key-panel.tsx";

/** Settings > Security > API Keys. */
export function KeysPage() {
  const panel = usePanel();
  const keys = useQuery({ queryKey: API_KEYS, queryFn: listApiKeys });
  const revoke = useRevoke();
  const create = <CreateButton onClick={() => panel.open("create")}>Create API key</CreateButton>;
  return (
    <ListPage
      header={{
        title: "API Keys",
        crumbs: [{ label: "Settings" }, { label: "Security" }],
        text: "Other systems show a key to send hooks and to call the API. A key is shown once, when it is made.",
        actions: create,
      }}
      list={keys}
      label="API keys"
      columns={columnsFor((key) => void revoke(key))}
      empty={
        <EmptyState
          icon={IconKey}
          title="No keys yet"
          text="Make one with the permission org.hook and paste it into the system that sends to your web hook."
          action={create}
        />
      }
    >
      <CreateKeyPanel isOpen={panel.panel === "create"} onClose={panel.close} />
    </ListPage>
  );
}

function useRevoke(): (key: ApiKey) => Promise<void> {
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: revokeApiKey,
    onSuccess: () => {
      toastDone("The key is revoked");
      void queries.invalidateQueries({ queryKey: API_KEYS });
    },
    onError: toastError,
  });
  return async (key) => {
    const agreed = await confirmAction({
      title: `Revoke ${key.attributes.name}?`,
      text: "Whatever still sends with this key is refused from now on. A revoked key cannot be brought back.",
      label: "Revoke key",
      danger: true,
    });
    if (agreed) revoking.mutate(key.id);
  };
}

const SHOWN_ROLES = 3;

function columnsFor(onRevoke: (key: ApiKey) => void): readonly Column<ApiKey>[] {
  return [
    {
      key: "name",
      title: "Name",
      sortBy: (key) => key.attributes.name,
      render: (key) => <Text fw={500}>{key.attributes.name}</Text>,
    },
    { key: "roles", title: "Permissions", render: (key) => <Roles roles={key.attributes.roles} /> },
    {
      key: "last",
      title: "Ends in",
      hideOnPhone: true,
      render: (key) => <Code>…{key.attributes.lastTokenChars}</Code>,
    },
    {
      key: "created",
      title: "Created",
      hideOnPhone: true,
      sortBy: (key) => key.attributes.createdAt,
      render: (key) => <RelativeTime at={key.attributes.createdAt} />,
    },
    {
      key: "used",
      title: "Last used",
      hideOnPhone: true,
      sortBy: (key) => key.attributes.lastAccessedAt ?? "",
      render: (key) => <RelativeTime at={key.attributes.lastAccessedAt} />,
    },
    {
      key: "expires",
      title: "Expires",
      hideOnPhone: true,
      render: (key) => <RelativeTime at={key.attributes.expiresAt} />,
    },
    {
      key: "revoke",
      title: "",
      width: 48,
      align: "right",
      render: (key) => (
        <Tooltip label="Revoke">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Revoke ${key.attributes.name}`}
            onClick={() => onRevoke(key)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
}

function Roles({ roles }: { readonly roles: readonly string[] }) {
  const rest = roles.slice(SHOWN_ROLES);
  return (
    <Group gap={4}>
      {roles.slice(0, SHOWN_ROLES).map((role) => (
        <Badge key={role} variant="light" color="gray" ff="monospace" fw={400}>
          {role}
        </Badge>
      ))}
      {rest.length > 0 && (
        <Tooltip label={rest.join(", ")} multiline maw={360}>
          <Badge variant="light" color="gray">
            +{rest.length}
          </Badge>
        </Tooltip>
      )}
    </Group>
  );
}
