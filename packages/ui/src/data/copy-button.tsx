import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

interface Props {
  readonly value: string;
  /** Text on the button; without it the button is an icon. */
  readonly label?: string;
}

/** Copies a value. */
export function CopyButton({ value, label }: Props) {
  const clipboard = useClipboard({ timeout: 1_500 });
  const IconNow = clipboard.copied ? IconCheck : IconCopy;
  const copy = (event: { stopPropagation(): void }): void => {
    event.stopPropagation();
    clipboard.copy(value);
  };
  if (label !== undefined)
    return (
      <Button variant="default" size="xs" leftSection={<IconNow size={14} />} onClick={copy}>
        {clipboard.copied ? "Copied" : label}
      </Button>
    );
  return (
    <Tooltip label={clipboard.copied ? "Copied" : "Copy"}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-label={clipboard.copied ? "Copied" : "Copy"}
        onClick={copy}
      >
        <IconNow size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
