import { CopyButton, ErrorState, JsonView, LoadingRows, toastDone } from "@hark/ui";
import { ActionIcon, Button, Group, Modal, SegmentedControl, Text, Tooltip } from "@mantine/core";
import { useClipboard, useDisclosure } from "@mantine/hooks";
import { IconCopy, IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { useExample } from "./hooks.ts";

/** *Copy example payload*: copies the store's own at once; the eye shows it beside the published one. */
export function ExampleButton() {
  // Read before it is asked for: some browsers copy only within the click itself.
  const own = useExample("own");
  const clipboard = useClipboard();
  const [isOpen, modal] = useDisclosure(false);
  const copy = (): void => {
    if (!own.data) return modal.open();
    clipboard.copy(JSON.stringify(own.data, null, 2));
    toastDone("The example payload of your store is copied. Paste it into Example Webhook Data.");
  };
  return (
    <>
      <Button.Group>
        <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>
          Copy example payload
        </Button>
        <Tooltip label="Look at it">
          <ActionIcon
            component="button"
            variant="default"
            size={36}
            aria-label="Look at the example payload"
            style={{ borderStartStartRadius: 0, borderEndStartRadius: 0 }}
            onClick={modal.open}
          >
            <IconEye size={16} />
          </ActionIcon>
        </Tooltip>
      </Button.Group>
      <Modal opened={isOpen} onClose={modal.close} title="Example payload" size="lg">
        <ExampleView />
      </Modal>
    </>
  );
}

function ExampleView() {
  const [kind, setKind] = useState<"own" | "published">("own");
  const example = useExample(kind);
  return (
    <>
      <Group justify="space-between" mb="sm">
        <SegmentedControl
          value={kind}
          onChange={(value) => setKind(value === "published" ? "published" : "own")}
          data={[
            { value: "own", label: "This store" },
            { value: "published", label: "Published example" },
          ]}
        />
        {example.data && <CopyButton label="Copy" value={JSON.stringify(example.data, null, 2)} />}
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {kind === "own"
          ? "With your store's own attributes, products and reward: paste it into Example Webhook Data, and every later step can use them."
          : "The example as the guide publishes it, for comparison. It knows nothing of your store."}
      </Text>
      {example.isPending && <LoadingRows rows={8} />}
      {example.isError && <ErrorState error={example.error} onRetry={() => void example.refetch()} />}
      {example.data && <JsonView value={example.data} maxHeight={440} />}
    </>
  );
}
