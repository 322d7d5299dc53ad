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
import { Anchor, Button, Group, Paper, Stack, Tabs, Text, Title } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { Link } from "react-router";
import { useFilters } from "../../shared/filters.ts";
import { prettyJson } from "../../shared/pretty-json.ts";
import { SidePanel } from "../../shared/side-panel.tsx";
import { useDelivery, useDeliveryAction } from "./hooks.ts";
import { receiverName } from "./receiver-name.ts";

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
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Group justify="space-between">
          <StateBadge state={delivery.state} />
          <Actions delivery={delivery} />
        </Group>
        <Text>{delivery.words}</Text>
        <Text size="sm" c="dimmed">
          {delivery.type} to {receiverName(delivery.endpoint)}
        </Text>
        {delivery.reviewTitle !== null && (
          <Anchor component={Link} to={`/reviews/${delivery.reviewId}`}>
            {delivery.reviewTitle}
          </Anchor>
        )}
      </Stack>
      <section>
        <Title order={3} mb="xs">
          Attempts
        </Title>
        {delivery.attempts.length === 0 ? (
          <Text c="dimmed">
            {delivery.state === "pending" ? "None yet; the first is on its way." : "None was made."}
          </Text>
        ) : (
          <Stack gap="xs">
            {[...delivery.attempts].reverse().map((attempt) => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
          </Stack>
        )}
      </section>
      <CopyField
        label="webhook-id"
        description="The same over all attempts: the receiver can tell a repetition by it."
        value={delivery.messageId}
      />
      {delivery.body === "" ? (
        <Text c="dimmed">What was sent was erased with its review.</Text>
      ) : (
        <Request delivery={delivery} />
      )}
    </Stack>
  );
}

function StateBadge({ state }: { state: DeliveryDetail["state"] }) {
  const { tone, words } = statusOf("delivery", state);
  return <StatusBadge tone={tone}>{words}</StatusBadge>;
}

function Actions({ delivery }: { delivery: DeliveryDetail }) {
  const resend = useDeliveryAction("resend");
  const cancel = useDeliveryAction("cancel");
  return (
    <Group gap="xs">
      {delivery.state === "pending" && (
        <Button
          variant="default"
          size="xs"
          loading={cancel.isPending}
          onClick={() =>
            cancel.mutate(delivery.id, {
              onSuccess: () => toastDone("It is not sent. Resend it to send it after all."),
              onError: toastError,
            })
          }
        >
          Do not send
        </Button>
      )}
      <Button
        variant={delivery.state === "failed" ? "filled" : "default"}
        size="xs"
        leftSection={<IconRefresh size={14} />}
        loading={resend.isPending}
        disabled={delivery.body === ""}
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
  );
}

function Request({ delivery: { request, curl } }: { delivery: DeliveryDetail }) {
  const head = [
    `POST ${request.url}`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
  ].join("\n");
  return (
    <section>
      <Title order={3} mb="xs">
        Request
      </Title>
      <Tabs defaultValue="payload" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="payload">Payload</Tabs.Tab>
          <Tabs.Tab value="headers">Headers</Tabs.Tab>
          <Tabs.Tab value="curl">curl</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="payload">
          <CodeBlock label="Payload" text={prettyJson(request.body)} />
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <CodeBlock label="Headers" text={head} wrap />
        </Tabs.Panel>
        <Tabs.Panel value="curl">
          <Text size="sm" c="dimmed" mb="xs">
            Repeats it from a shell. Secrets stand as variables: set them first.
          </Text>
          <CodeBlock label="curl" text={curl} wrap />
        </Tabs.Panel>
      </Tabs>
    </section>
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
