import type { DeliveryAttempt, DeliveryDetail } from "@hark/contract";
import {
  CodeBlock,
  CopyField,
  ErrorState,
  LoadingRows,
  RelativeTime,
  StatusBadge,
  statusOf,
  toastDone,
  toastError,
} from "@hark/ui";
import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { Link } from "react-router";
import { useFilters } from "../../shared/filters.ts";
import { prettyJson } from "../../shared/pretty-json.ts";
import { SidePanel } from "../../shared/side-panel.tsx";
import { ReviewLine } from "../reviews/review-line.tsx";
import { useDelivery, useResend } from "./hooks.ts";

/** The delivery named by `?delivery=`, with every attempt. */
export function DeliveryDrawer() {
  const filters = useFilters();
  const id = filters.get("delivery");
  const delivery = useDelivery(id);
  const close = (): void => filters.set({ delivery: undefined, page: filters.page });
  return (
    <SidePanel isOpen={id !== undefined} onClose={close} size={620} title="Delivery">
      {delivery.isPending && <LoadingRows rows={8} />}
      {delivery.isError && <ErrorState error={delivery.error} onRetry={() => void delivery.refetch()} />}
      {delivery.data && <DeliveryView delivery={delivery.data} />}
    </SidePanel>
  );
}

function DeliveryView({ delivery }: { delivery: DeliveryDetail }) {
  const resend = useResend();
  const { tone, words } = statusOf("delivery", delivery.state);
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Group justify="space-between">
          <StatusBadge tone={tone}>{words}</StatusBadge>
          <Button
            variant={delivery.state === "failed" ? "filled" : "default"}
            size="xs"
            leftSection={<IconRefresh size={14} />}
            loading={resend.isPending}
            onClick={() =>
              resend.mutate(delivery.id, {
                onSuccess: () => toastDone("It is sent once more, now."),
                onError: toastError,
              })
            }
          >
            Resend
          </Button>
        </Group>
        <Text>{delivery.words}</Text>
        <Anchor component={Link} to={`/reviews/${delivery.reviewId}`} c="inherit">
          <ReviewLine reviewId={delivery.reviewId} />
        </Anchor>
      </Stack>
      <section>
        <Title order={3} mb="xs">
          Attempts
        </Title>
        {delivery.attempts.length === 0 ? (
          <Text c="dimmed">None yet; the first is on its way.</Text>
        ) : (
          <Stack gap="xs">
            {[...delivery.attempts].reverse().map((attempt) => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
          </Stack>
        )}
      </section>
      <CopyField label="Sent to" value={delivery.url} />
      <CopyField
        label="webhook-id"
        description="The same over all attempts: the receiver can tell a repetition by it."
        value={delivery.messageId}
      />
      <section>
        <Title order={3} mb="xs">
          Payload
        </Title>
        <CodeBlock label="Payload" text={prettyJson(delivery.body)} />
      </section>
    </Stack>
  );
}

function Attempt({ attempt }: { attempt: DeliveryAttempt }) {
  const isGood = attempt.statusCode !== null && attempt.statusCode >= 200 && attempt.statusCode < 300;
  return (
    <Paper p="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={500}>
            {attempt.number}. {attempt.trigger === "manual" ? "by hand" : "attempt"}
          </Text>
          <StatusBadge tone={isGood ? "good" : "bad"}>
            {attempt.statusCode === null ? "no answer" : String(attempt.statusCode)}
          </StatusBadge>
        </Group>
        <Text size="sm" c="dimmed">
          {attempt.durationMs} ms · <RelativeTime at={attempt.at} />
        </Text>
      </Group>
      {attempt.error && (
        <Text size="sm" mt={6}>
          {attempt.error}
        </Text>
      )}
      {attempt.response && (
        <div style={{ marginTop: 8 }}>
          <CodeBlock
            label={`Answer to attempt ${attempt.number}`}
            text={prettyJson(attempt.response)}
            maxHeight={160}
            wrap
          />
        </div>
      )}
    </Paper>
  );
}
