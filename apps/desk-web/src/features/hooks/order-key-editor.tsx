import { fieldErrors, toastDone, toastError } from "@hark/ui";
import { Button, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeHook, HOOKS, type Hook, nameOf } from "./hook.ts";
import { OrderKeyField } from "./order-key-field.tsx";
import { previewOrder } from "./order-preview.ts";
import { useTransactions } from "./use-hook.ts";

/** Changes what puts a hook's runs in order, and shows what it finds in the last transaction. */
export function OrderKeyEditor({ hook }: { readonly hook: Hook }) {
  const queries = useQueryClient();
  const saved = hook.attributes.orderKey ?? "";
  const [text, setText] = useState(saved);
  const { query } = useTransactions(nameOf(hook));
  const save = useMutation({
    mutationFn: (orderKey: string) => changeHook(nameOf(hook), { orderKey }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: HOOKS });
      toastDone(text.trim() === "" ? "Runs go side by side now" : "Runs of equal values go in order now");
    },
    onError: (error) => {
      if (fieldErrors(error)["orderKey"] === undefined) toastError(error);
    },
  });
  const last = query.data?.data[0];
  const preview = last && previewOrder(text.trim(), last);
  const isChanged = text.trim() !== saved;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) save.mutate(text.trim());
      }}
    >
      <Stack gap={4}>
        <OrderKeyField
          value={text}
          onChange={(changed) => {
            setText(changed);
            save.reset();
          }}
          error={fieldErrors(save.error)["orderKey"]}
          {...(isChanged
            ? {
                rightSection: (
                  <Button type="submit" size="compact-xs" loading={save.isPending}>
                    Save
                  </Button>
                ),
              }
            : {})}
        />
        {preview && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {preview}
          </Text>
        )}
      </Stack>
    </form>
  );
}
