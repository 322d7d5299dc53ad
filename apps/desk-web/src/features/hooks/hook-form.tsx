import { fieldErrors } from "@hark/ui";
import { Alert, Button, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AllowedKeys } from "./allowed-keys.tsx";
import { createHook, HOOKS, type Hook } from "./hook.ts";

/** Makes a web hook. */
export function HookForm({ onCreated }: { onCreated(hook: Hook): void }) {
  const queries = useQueryClient();
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [apiKeys, setApiKeys] = useState<readonly string[]>([]);
  const [wasTried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: createHook,
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
        if (title.trim() !== "")
          create.mutate({ title: title.trim(), apiKeys, ...(description === "" ? {} : { description }) });
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
        <Textarea
          label="Description"
          autosize
          minRows={2}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <AllowedKeys value={apiKeys} onChange={setApiKeys} />
        <Button type="submit" loading={create.isPending}>
          Create hook
        </Button>
      </Stack>
    </form>
  );
}
