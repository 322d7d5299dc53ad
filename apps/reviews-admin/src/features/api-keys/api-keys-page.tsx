import {
  type ApiKey,
  type Column,
  CreateButton,
  confirmAction,
  EmptyState,
  ListPage,
  RelativeTime,
  toastDone,
  toastError,
} from "@hark/ui";
import { Button, Code, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey } from "@tabler/icons-react";
import { useApiKeys, useRevokeApiKey } from "./hooks.ts";
import { NewKey } from "./new-key.tsx";

/** Settings > API Keys: keys for programs that work with this organisation's stores. */
export function ApiKeysPage() {
  const keys = useApiKeys();
  const [isNew, create] = useDisclosure(false);
  const add = <CreateButton onClick={create.open}>Create key</CreateButton>;
  return (
    <ListPage
      header={{
        title: "API Keys",
        crumbs: [{ label: "Settings" }],
        text: "For programs that send products and orders, or read reviews. The desk's own key is made at the desk.",
        actions: add,
      }}
      list={keys}
      label="API keys"
      columns={columns}
      empty={
        <EmptyState
          icon={IconKey}
          title="No keys yet"
          text="A key lets a program call the API in your organisation's name."
          action={add}
        />
      }
    >
      <Modal opened={isNew} onClose={create.close} title="Create key" closeOnClickOutside={false}>
        <NewKey onDone={create.close} />
      </Modal>
    </ListPage>
  );
}

const columns: readonly Column<ApiKey>[] = [
  {
    key: "name",
    title: "Name",
    sortBy: (key) => key.attributes.name,
    render: ({ attributes }) => (
      <div>
        <Text fw={500}>{attributes.name}</Text>
        {attributes.cidrs.length > 0 && (
          <Text size="sm" c="dimmed">
            from {attributes.cidrs.join(", ")}
          </Text>
        )}
      </div>
    ),
  },
  {
    key: "key",
    title: "Key",
    render: ({ attributes }) => <Code>hk_…{attributes.lastTokenChars}</Code>,
  },
  {
    key: "created",
    title: "Created",
    hideOnPhone: true,
    sortBy: (key) => key.attributes.createdAt,
    render: ({ attributes }) => <RelativeTime at={attributes.createdAt} />,
  },
  {
    key: "used",
    title: "Last used",
    hideOnPhone: true,
    render: ({ attributes }) => <RelativeTime at={attributes.lastAccessedAt} />,
  },
  {
    key: "expires",
    title: "Expires",
    hideOnPhone: true,
    render: ({ attributes }) => <RelativeTime at={attributes.expiresAt} />,
  },
  { key: "revoke", title: "", align: "right", render: (key) => <RevokeButton apiKey={key} /> },
];

function RevokeButton({ apiKey }: { apiKey: ApiKey }) {
  const revoke = useRevokeApiKey();
  const ask = async (): Promise<void> => {
    const isMeant = await confirmAction({
      title: `Revoke ${apiKey.attributes.name}?`,
      text: "Programs that use it are refused from now on. This can't be undone.",
      label: "Revoke",
      danger: true,
    });
    if (isMeant)
      revoke.mutate(apiKey.id, { onSuccess: () => toastDone("The key is revoked."), onError: toastError });
  };
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="red"
      aria-label={`Revoke ${apiKey.attributes.name}`}
      loading={revoke.isPending}
      onClick={() => void ask()}
    >
      Revoke
    </Button>
  );
}
