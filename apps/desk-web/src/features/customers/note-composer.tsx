import { toastError } from "@hark/ui";
import { Button, Group, Paper, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createNote, customerKey } from "./customer.ts";

const MAX_NOTE = 10_240;

/** Where one writes a note about a customer; Ctrl Enter saves it. */
export function NoteComposer({ customerId }: { readonly customerId: string }) {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const save = useMutation({
    mutationFn: (body: string) => createNote(customerId, body),
    onSuccess: () => {
      setText("");
      void queries.invalidateQueries({ queryKey: customerKey(customerId) });
    },
    onError: toastError,
  });
  const send = (): void => {
    if (text.trim() !== "" && !save.isPending) save.mutate(text.trim());
  };
  return (
    <Paper p="xs">
      <Textarea
        aria-label="Write a note"
        placeholder="Write a note for your team…"
        variant="unstyled"
        px={8}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={MAX_NOTE}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      {text !== "" && (
        <Group justify="flex-end">
          <Button size="xs" loading={save.isPending} onClick={send}>
            Save note
          </Button>
        </Group>
      )}
    </Paper>
  );
}
