import { API_KEYS, CodeBlock, createApiKey, fieldErrors, SecretOnce, toastError } from "@hark/ui";
import { Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SidePanel } from "../../shared/side-panel.tsx";
import { HOOKS, kindOf, listHooks } from "../hooks/hook.ts";
import { mayReceiveHooks } from "./key.ts";
import { KeyForm } from "./key-form.tsx";

interface Props {
  readonly isOpen: boolean;
  onClose(): void;
  /** Called with the id of a key that was made. */
  onCreated?(id: string): void;
}

/** Makes a key, then shows it once with what to do with it. */
export function CreateKeyPanel({ isOpen, onClose, onCreated }: Props) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createApiKey,
    onSuccess: ({ data }) => {
      void queries.invalidateQueries({ queryKey: API_KEYS });
      onCreated?.(data.id);
    },
    onError: (error) => {
      if (Object.keys(fieldErrors(error)).length === 0) toastError(error);
    },
  });
  const made = create.data?.data;
  const close = (): void => {
    onClose();
    create.reset();
  };
  return (
    <SidePanel title={made ? made.attributes.name : "Create API key"} isOpen={isOpen} onClose={close}>
      {made?.attributes.token === undefined ? (
        <KeyForm
          onSubmit={(key) => create.mutate(key)}
          isBusy={create.isPending}
          errors={fieldErrors(create.error)}
        />
      ) : (
        <SecretOnce label="API Key" value={made.attributes.token} onDone={close}>
          {mayReceiveHooks(made.attributes.roles) && <TryIt token={made.attributes.token} />}
        </SecretOnce>
      )}
    </SidePanel>
  );
}

function TryIt({ token }: { readonly token: string }) {
  const hooks = useQuery({ queryKey: HOOKS, queryFn: listHooks });
  const hook = hooks.data?.data.find((one) => kindOf(one) === "web");
  const address = hook?.attributes.url ?? `${window.location.origin}/v1/hooks/web/<hash of your hook>`;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {hook ? `Try it on the hook “${hook.attributes.title}”` : "Sending to a web hook"}
      </Text>
      <CodeBlock label="Command" wrap text={curlFor(address, token)} />
    </Stack>
  );
}

const curlFor = (address: string, token: string): string =>
  [
    `curl -X POST '${address}'`,
    `  -H 'Authorization: Bearer ${token}'`,
    "  -H 'Content-Type: application/json'",
    `  -d '{"hello": "desk"}'`,
  ].join(" \\\n");
