import type { SigningKeyShape, Webhook } from "@hark/contract";
import { CopyField, confirmAction, RelativeTime, SecretOnce, toastDone, toastError } from "@hark/ui";
import { Alert, Button, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { Card } from "../../shared/card.tsx";
import { useDeleteKey, useRotateKey } from "./hooks.ts";
import { SigningField } from "./webhook-form.tsx";

const OVERLAP_HOURS = 24;

/** What a webhook's events are signed with, and changing it without a gap. */
export function KeysCard({ webhook }: { webhook: Webhook }) {
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <Card
      title="Signing keys"
      text="Every event carries a signature of each."
      aside={
        <Button size="compact-sm" variant="default" flex="none" onClick={dialog.open}>
          Rotate
        </Button>
      }
    >
      <Stack gap="sm">
        {webhook.keys.map((key) => (
          <KeyLine key={key.id} webhookId={webhook.id} value={key} isOnly={webhook.keys.length === 1} />
        ))}
      </Stack>
      <Modal opened={isOpen} onClose={dialog.close} title="Rotate the key" size="md">
        {isOpen && <Rotation webhookId={webhook.id} onDone={dialog.close} />}
      </Modal>
    </Card>
  );
}

function KeyLine({
  webhookId,
  value,
  isOnly,
}: {
  webhookId: string;
  value: SigningKeyShape;
  isOnly: boolean;
}) {
  const remove = useDeleteKey(webhookId);
  const ask = async (): Promise<void> => {
    const isSure = await confirmAction({
      title: "Stop signing with this key?",
      text: "A receiver that holds only this key refuses everything from now on.",
      label: "Stop",
      danger: true,
    });
    if (isSure) remove.mutate(value.id, { onError: toastError });
  };
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          {value.kind === "v1" ? "Secret" : "Key pair"} ending in <code>{value.lastChars}</code>
        </Text>
        {!isOnly && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            loading={remove.isPending}
            onClick={() => void ask()}
          >
            Stop
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {value.expiresAt === null ? (
          <>
            Made <RelativeTime at={value.createdAt} />
          </>
        ) : (
          <>
            Ends <RelativeTime at={value.expiresAt} />
          </>
        )}
      </Text>
      {value.publicKey !== null && <CopyField label="Public key" value={value.publicKey} />}
    </div>
  );
}

function Rotation({ webhookId, onDone }: { webhookId: string; onDone: () => void }) {
  const rotate = useRotateKey(webhookId);
  const [kind, setKind] = useState<"v1" | "v1a">("v1");
  const [overlapHours, setOverlap] = useState(OVERLAP_HOURS);
  if (rotate.data)
    return (
      <SecretOnce
        value={rotate.data.secret}
        label={kind === "v1" ? "Signing secret" : "Private signing key"}
        onDone={() => {
          toastDone("Events are signed with the new key too.");
          onDone();
        }}
      />
    );
  return (
    <Stack>
      <Text c="dimmed">
        The new key signs at once, beside the old ones, which end after the overlap. Give the receiver the new
        key in that time, and nothing is refused.
      </Text>
      <SigningField value={kind} onChange={setKind} />
      <NumberInput
        label="Overlap in hours"
        description="0 ends the old ones now."
        min={0}
        max={720}
        value={overlapHours}
        onChange={(value) => setOverlap(typeof value === "number" ? value : OVERLAP_HOURS)}
      />
      {rotate.isError && (
        <Alert color="red" role="alert">
          {rotate.error.message}
        </Alert>
      )}
      <Button loading={rotate.isPending} onClick={() => rotate.mutate({ kind, overlapHours })}>
        Make the new key
      </Button>
    </Stack>
  );
}
