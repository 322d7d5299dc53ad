import type { Webhook } from "@hark/contract";
import {
  confirmAction,
  ErrorState,
  LoadingRows,
  PageBody,
  PageHeader,
  StatusBadge,
  toastDone,
  toastError,
} from "@hark/ui";
import { Alert, Button, Group, Paper, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "react-router";
import { RelativeWords } from "../../shared/relative-words.tsx";
import { DeliveriesCard } from "../deliveries/deliveries-card.tsx";
import { withTypes } from "../deliveries/delivery-columns.tsx";
import { DeliveryDrawer } from "../deliveries/delivery-drawer.tsx";
import { useLiveDeliveries } from "../deliveries/hooks.ts";
import { receiverName } from "../deliveries/receiver-name.ts";
import { ReplaysCard } from "../deliveries/replays-card.tsx";
import classes from "../integrations/integrations.module.css";
import { draftOf } from "./draft.ts";
import { useDeleteWebhook, usePause, useUpdateWebhook, useWebhook } from "./hooks.ts";
import { KeysCard } from "./keys-card.tsx";
import { RecoverButton } from "./recover-button.tsx";
import { webhookState } from "./state.ts";
import { StatsCard } from "./stats-card.tsx";
import { TestButton } from "./test-button.tsx";
import { WebhookForm } from "./webhook-form.tsx";

const crumbs = [
  { label: "Settings" },
  { label: "Integrations", to: "/settings/integrations" },
  { label: "Webhooks", to: "/settings/integrations/webhooks" },
];

/** One webhook: how it does, what it is, its keys and its deliveries. */
export function WebhookPage() {
  const { webhookId = "" } = useParams();
  const webhook = useWebhook(webhookId);
  useLiveDeliveries();
  const state = webhook.data && webhookState(webhook.data);
  return (
    <>
      <PageHeader
        title={webhook.data ? receiverName(webhook.data) : "Webhook"}
        crumbs={crumbs}
        badges={state && <StatusBadge tone={state.tone}>{state.words}</StatusBadge>}
        actions={webhook.data && <Actions webhook={webhook.data} />}
      />
      <PageBody>
        {webhook.isPending && (
          <Paper>
            <LoadingRows rows={8} />
          </Paper>
        )}
        {webhook.isError && (
          <Paper>
            <ErrorState error={webhook.error} onRetry={() => void webhook.refetch()} />
          </Paper>
        )}
        {webhook.data && <Content key={webhook.data.id} webhook={webhook.data} />}
      </PageBody>
      <DeliveryDrawer />
    </>
  );
}

function Content({ webhook }: { webhook: Webhook }) {
  const update = useUpdateWebhook(webhook.id);
  const isBad = webhook.state === "failing" || webhook.state === "stopped";
  const draft = draftOf(webhook);
  return (
    <div className={classes["columns"]}>
      <div className={classes["stack"]}>
        <Alert
          color={isBad ? "red" : webhook.state === "on" ? "brand" : "yellow"}
          title={isBad ? "Events do not arrive" : undefined}
        >
          <RelativeWords text={webhook.words} />
          {webhook.state !== "off" && ` ${webhook.health.breaker}`}
          {isBad && webhook.enabled && (
            <Group mt="sm">
              <RecoverButton endpointId={webhook.id} />
            </Group>
          )}
        </Alert>
        <ReplaysCard />
        <StatsCard endpointId={webhook.id} />
        <DeliveriesCard endpoint={webhook.id} columns={withTypes} />
      </div>
      <div className={classes["stack"]}>
        <WebhookForm
          // What was saved elsewhere begins the form anew, also what was saved here.
          key={JSON.stringify(draft)}
          start={draft}
          label="Save"
          savedHeaders={webhook.headerNames}
          isSaving={update.isPending}
          error={update.error}
          onSave={(body) => update.mutate(body, { onSuccess: () => toastDone("Saved.") })}
        />
        <KeysCard webhook={webhook} />
        <DangerCard webhook={webhook} />
      </div>
    </div>
  );
}

function Actions({ webhook }: { webhook: Webhook }) {
  const pause = usePause(webhook.id);
  return (
    <>
      {webhook.enabled && (
        <Button
          variant="default"
          leftSection={webhook.paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          loading={pause.isPending}
          onClick={() =>
            pause.mutate(webhook.paused ? "resume" : "pause", {
              onSuccess: () =>
                toastDone(
                  webhook.paused
                    ? "It is sent again, beginning with what waited."
                    : "Events are kept and not sent.",
                ),
              onError: toastError,
            })
          }
        >
          {webhook.paused ? "Resume" : "Pause"}
        </Button>
      )}
      <TestButton webhook={webhook} />
    </>
  );
}

function DangerCard({ webhook }: { webhook: Webhook }) {
  const remove = useDeleteWebhook(webhook.id);
  const navigate = useNavigate();
  const ask = async (): Promise<void> => {
    const isSure = await confirmAction({
      title: `Delete ${receiverName(webhook)}?`,
      text: `It is told nothing more${webhook.waiting > 0 ? `, and the ${webhook.waiting} that wait are not sent` : ""}. Its deliveries stay readable; its secret is lost.`,
      label: "Delete",
      danger: true,
    });
    if (!isSure) return;
    remove.mutate(undefined, {
      onSuccess: () => {
        toastDone("The webhook is deleted.");
        void navigate("/settings/integrations/webhooks");
      },
      onError: toastError,
    });
  };
  return (
    <Paper p="lg">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          To keep it without sending, pause it.
        </Text>
        <Button
          color="red"
          variant="light"
          flex="none"
          leftSection={<IconTrash size={16} />}
          loading={remove.isPending}
          onClick={() => void ask()}
        >
          Delete
        </Button>
      </Group>
    </Paper>
  );
}
