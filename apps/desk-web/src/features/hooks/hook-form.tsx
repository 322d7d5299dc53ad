import { fieldErrors } from "@hark/ui";
import type { HookKind } from "@hark/workflow/core";
import { Alert, Button, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AllowedKeys } from "./allowed-keys.tsx";
import { createHook, HOOKS, type Hook, type HookChanges } from "./hook.ts";
import { KindChoice } from "./kind-choice.tsx";
import { OrderKeyField } from "./order-key-field.tsx";

/** Makes a hook of any kind. */
export function HookForm({ onCreated }: { onCreated(hook: Hook): void }) {
  const queries = useQueryClient();
  const [kind, setKind] = useState<HookKind>("web");
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [apiKeys, setApiKeys] = useState<readonly string[]>([]);
  const [orderKey, setOrderKey] = useState("");
  const [wasTried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: (hook: HookChanges & { readonly title: string }) => createHook(kind, hook),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: HOOKS });
      onCreated(data);
    },
  });
  const errors = fieldErrors(create.error);
  const titleError =
    errors["title"] ?? (wasTried && title.trim() === "" ? "Give the hook a title" : undefined);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setTried(true);
        if (title.trim() === "") return;
        create.mutate({
          title: title.trim(),
          ...(description === "" ? {} : { description }),
          ...(kind === "web" ? { apiKeys } : {}),
          ...(orderKey.trim() === "" ? {} : { orderKey }),
        });
      }}
    >
      <Stack>
        {create.error && Object.keys(errors).length === 0 && (
          <Alert color="red" role="alert">
            {create.error.message}
          </Alert>
        )}
        <TextInput
          label="Title"
          placeholder="Product reviews"
          withAsterisk
          data-autofocus
          value={title}
          error={titleError}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <KindChoice value={kind} onChange={setKind} />
        {kind === "web" && <AllowedKeys value={apiKeys} onChange={setApiKeys} />}
        <Textarea
          label="Description"
          autosize
          minRows={2}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <OrderKeyField value={orderKey} onChange={setOrderKey} error={errors["orderKey"]} />
        <Button type="submit" loading={create.isPending}>
          Create hook
        </Button>
      </Stack>
    </form>
  );
}
