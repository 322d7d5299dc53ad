import type { Webhook } from "@hark/contract";
import { Button, Modal, Select, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { TestResult } from "../integrations/test-result.tsx";
import { useEventTypes, useTestWebhook } from "./hooks.ts";

/** Sends an example of a chosen event and shows what came back. */
export function TestButton({ webhook }: { webhook: Webhook }) {
  const [isOpen, dialog] = useDisclosure(false);
  const types = useEventTypes();
  const test = useTestWebhook(webhook.id);
  const [type, setType] = useState(webhook.types?.[0] ?? "review.created");
  const close = (): void => {
    dialog.close();
    test.reset();
  };
  return (
    <>
      <Button variant="default" leftSection={<IconSend size={16} />} onClick={dialog.open}>
        Send test event
      </Button>
      <Modal opened={isOpen} onClose={close} title="Send a test event" size="lg">
        <Stack>
          <Select
            label="Event"
            description="Its example from the catalogue, signed like every other. It is not tried again."
            allowDeselect={false}
            data={(types.data?.data ?? []).map((entry) => entry.type)}
            value={type}
            onChange={(value) => setType(value ?? type)}
          />
          <Button loading={test.isPending} onClick={() => test.mutate(type)}>
            Send now
          </Button>
          {(test.data || test.error) && (
            <TestResult test={test.data} error={test.error} onClose={() => test.reset()} />
          )}
        </Stack>
      </Modal>
    </>
  );
}
