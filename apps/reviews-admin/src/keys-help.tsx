import { Kbd, Modal, Table } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";

const keys: readonly (readonly [readonly string[], string])[] = [
  [["Ctrl", "K"], "Go to a page, or begin something"],
  [["j", "k"], "Next and previous row, next and previous review"],
  [["Enter"], "Open the row"],
  [["a"], "Publish the open review"],
  [["r"], "Hide the open review"],
  [["Esc"], "Close the panel"],
  [["?"], "Show these keys"],
];

/** The keys of the app; `?` shows them. */
export function KeysHelp() {
  const [isOpen, help] = useDisclosure(false);
  useHotkeys([["shift+?", help.toggle]]);
  return (
    <Modal opened={isOpen} onClose={help.close} title="Keys" size="sm">
      <Table>
        <Table.Tbody>
          {keys.map(([pressed, words]) => (
            <Table.Tr key={words}>
              <Table.Td w={110}>
                {pressed.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
