import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";

/** Keys that do something, with what they do. */
export interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

const everywhere: readonly KeyHelp[] = [
  { keys: ["Ctrl", "K"], does: "Go to a page, or make something" },
  { keys: ["j", "k"], does: "Move in a list (the arrows do too)" },
  { keys: ["Enter"], does: "Open what is selected" },
  { keys: ["Esc"], does: "Close a panel" },
  { keys: ["?"], does: "Show these keys" },
];

/** The keys there are, shown by `?`. */
export function KeysHelp({ more }: { readonly more: readonly KeyHelp[] }) {
  const [isOpen, help] = useDisclosure(false);
  useHotkeys([["shift+?", help.toggle]]);
  return (
    <Modal opened={isOpen} onClose={help.close} title="Keys" size="sm">
      <Stack gap="xs">
        {[...everywhere, ...more].map(({ keys, does }) => (
          <Group key={does} justify="space-between" wrap="nowrap">
            <Text>{does}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
