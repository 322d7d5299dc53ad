import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { ApiError } from "../api/api-error.ts";

const DONE_MS = 3_500;

/** Says that something was done. */
export function toastDone(text: string): void {
  notifications.show({ message: text, color: "brand", autoClose: DONE_MS, withBorder: true });
}

/** Says what went wrong, for failures that have no place of their own on the page. */
export function toastError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const small = error instanceof ApiError && error.status > 0 ? ` (${error.status} ${error.code})` : "";
  notifications.show({
    title: "That did not work",
    message: `${message}${small}`,
    color: "red",
    withBorder: true,
    autoClose: 12_000,
  });
}

const UNDO_MS = 10_000;

/** Says that something was done and offers for ten seconds to undo it. */
export function toastUndo(text: string, onUndo: () => void): void {
  const id = `undo-${crypto.randomUUID()}`;
  notifications.show({
    id,
    color: "brand",
    autoClose: UNDO_MS,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="md">{text}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}
