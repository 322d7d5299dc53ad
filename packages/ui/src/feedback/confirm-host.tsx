import { Button, Group, Modal, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { openQuestion, watchQuestion } from "./confirm-queue.ts";

/** Where `confirmAction` shows its question; once in every app, in `AppRoot`. */
export function ConfirmHost() {
  const question = useSyncExternalStore(watchQuestion, openQuestion);
  if (!question) return null;
  return (
    <Modal opened onClose={() => question.answer(false)} title={question.title} size="sm" zIndex={400}>
      <Text>{question.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => question.answer(false)}>
          Cancel
        </Button>
        <Button
          data-autofocus
          {...(question.danger ? { color: "red" } : {})}
          onClick={() => question.answer(true)}
        >
          {question.label}
        </Button>
      </Group>
    </Modal>
  );
}
