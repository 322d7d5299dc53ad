import {
  type Column,
  confirmAction,
  DataTable,
  EmptyState,
  ErrorState,
  LoadingRows,
  PageBody,
  PageHeader,
  RelativeTime,
  toastDone,
  toastError,
} from "@hark/ui";
import { ActionIcon, Badge, Button, Code, Group, Paper, Text, Tooltip } from "@mantine/core";
import { IconKey, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Resource } from "../../shared/resource.ts";
import { usePanel } from "../../shared/use-panel.ts";
import { CreateKeyPanel } from "./create-key-panel.tsx";
import { KEYS, type KeyAttributes, listKeys, revokeKey } from "./key.ts";

type Key = Resource<KeyAttributes>;

/** Settings > Security > API Keys. */
export function KeysPage() {
  const panel = usePanel();
  const keys = useQuery({ queryKey: KEYS, queryFn: listKeys });
  const revoke = useRevoke();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panel.open("create")}>
      Create API key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API Keys"
        crumbs={[{ label: "Settings" }, { label: "Security" }]}
        text="Other systems show a key to send hooks and to call the API. A key is shown once, when it is made."
        actions={create}
      />
      <PageBody>
        <Paper>
          {keys.isPending && <LoadingRows />}
          {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
          {keys.data && (
            <DataTable
              label="API keys"
              columns={columnsFor((key) => void revoke(key))}
              rows={keys.data.data}
              empty={
                <EmptyState
                  icon={IconKey}
                  title="No keys yet"
                  text="Make one with the permission org.hook and paste it into the system that sends to your web hook."
                  action={create}
                />
              }
            />
          )}
        </Paper>
      </PageBody>
      <CreateKeyPanel isOpen={panel.panel === "create"} onClose={panel.close} />
    </>
  );
}

function useRevoke(): (key: Key) => Promise<void> {
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: revokeKey,
    onSuccess: () => {
      toastDone("The key is revoked");
      void queries.invalidateQueries({ queryKey: KEYS });
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

function columnsFor(onRevoke: (key: Key) => void): readonly Column<Key>[] {
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
