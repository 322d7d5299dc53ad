import { ErrorState, LoadingRows, PageBody, PageHeader, StatusBadge } from "@hark/ui";
import { Alert, Button, Group, Paper, Tooltip } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { RelativeWords } from "../../shared/relative-words.tsx";
import { DeliveriesCard } from "../deliveries/deliveries-card.tsx";
import { DeliveryDrawer } from "../deliveries/delivery-drawer.tsx";
import { useLiveDeliveries } from "../deliveries/hooks.ts";
import { ReplaysCard } from "../deliveries/replays-card.tsx";
import { RecoverButton } from "../webhooks/recover-button.tsx";
import { StatsCard } from "../webhooks/stats-card.tsx";
import { ExampleButton } from "./example-button.tsx";
import { useKustomer, useTestKustomer } from "./hooks.ts";
import classes from "./integrations.module.css";
import { KustomerForm } from "./kustomer-form.tsx";
import { RecipeCard } from "./recipe-card.tsx";
import { integrationState } from "./state.ts";
import { TestResult } from "./test-result.tsx";

const crumbs = [{ label: "Settings" }, { label: "Integrations", to: "/settings/integrations" }];

/** Settings > Integrations > Kustomer: its settings, a test, its health and its deliveries. */
export function KustomerPage() {
  const kustomer = useKustomer();
  const test = useTestKustomer();
  const [isDirty, setDirty] = useState(false);
  useLiveDeliveries();
  const state = kustomer.data && integrationState(kustomer.data);
  const isSaved = kustomer.data?.apiKey.set === true;
  const obstacle = !isSaved
    ? "Save the API Key and the API URL first"
    : isDirty
      ? "Save your changes first: the test uses what is saved"
      : undefined;
  return (
    <>
      <PageHeader
        title="Kustomer"
        crumbs={crumbs}
        badges={state && <StatusBadge tone={state.tone}>{state.words}</StatusBadge>}
        actions={
          <>
            <ExampleButton />
            <Tooltip label={obstacle} disabled={obstacle === undefined}>
              <Button
                variant="default"
                leftSection={<IconSend size={16} />}
                loading={test.isPending}
                {...(obstacle === undefined ? {} : { "data-disabled": true })}
                aria-disabled={obstacle !== undefined}
                onClick={() => obstacle === undefined && test.mutate()}
              >
                Send test event
              </Button>
            </Tooltip>
          </>
        }
      />
      <PageBody>
        <div className={classes["columns"]}>
          <div className={classes["stack"]}>
            {kustomer.isPending && (
              <Paper>
                <LoadingRows rows={6} />
              </Paper>
            )}
            {kustomer.isError && (
              <Paper>
                <ErrorState error={kustomer.error} onRetry={() => void kustomer.refetch()} />
              </Paper>
            )}
            {kustomer.data?.state === "failing" && (
              <Alert color="red" title="Events do not arrive">
                <RelativeWords text={kustomer.data.words} /> Send a test event to see what answers, mend it,
                then bring back what needs you.
                {kustomer.data.enabled && kustomer.data.endpointId !== null && (
                  <Group mt="sm">
                    <RecoverButton endpointId={kustomer.data.endpointId} />
                  </Group>
                )}
              </Alert>
            )}
            {kustomer.data && <KustomerForm kustomer={kustomer.data} onDirty={setDirty} />}
            {(test.data || test.error) && (
              <TestResult test={test.data} error={test.error} onClose={() => test.reset()} />
            )}
            <ReplaysCard />
            <DeliveriesCard endpoint={kustomer.data?.endpointId ?? undefined} />
          </div>
          <div className={classes["stack"]}>
            {kustomer.data?.endpointId && (
              <StatsCard endpointId={kustomer.data.endpointId} note={kustomer.data.health?.breaker} />
            )}
            <RecipeCard />
          </div>
        </div>
      </PageBody>
      <DeliveryDrawer />
    </>
  );
}
