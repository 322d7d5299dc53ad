import { ErrorState, LoadingRows, PageBody, PageHeader, StatusBadge, useLive } from "@hark/ui";
import { Anchor, Grid, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { listWorkflows, WORKFLOWS, type Workflow } from "../workflows/workflow.ts";
import { DebugSwitch } from "./debug-switch.tsx";
import type { Hook } from "./hook.ts";
import { HookAddress } from "./hook-address.tsx";
import { KeysOfHook } from "./keys-of-hook.tsx";
import { KindMark } from "./kind-mark.tsx";
import { hookKinds } from "./kinds.ts";
import { OrderKeyEditor } from "./order-key-editor.tsx";
import { TransactionList } from "./transaction-list.tsx";
import { UseAsExampleMenu } from "./use-as-example-menu.tsx";
import { useHook } from "./use-hook.ts";

/** One hook: its address, who may send, in which order runs go, and what came in. */
export function HookPage() {
  const { kind: given = "", id = "" } = useParams();
  const kind = hookKinds.find((one) => one.kind === given)?.kind ?? "web";
  const hook = useHook({ kind, id });
  const workflows = useQuery({ queryKey: WORKFLOWS, queryFn: listWorkflows });
  const isLive = useLive([`hook:${id}`], () => undefined);
  if (hook.isPending) return <LoadingRows />;
  if (hook.isError) return <ErrorState error={hook.error} onRetry={() => void hook.refetch()} />;
  const { attributes } = hook.data.data;
  const listening =
    workflows.data?.data.filter(
      (workflow) => workflow.attributes.trigger.eventName === attributes.eventName,
    ) ?? [];
  return (
    <>
      <PageHeader
        title={attributes.title}
        crumbs={[{ label: "Hooks", to: "/settings/hooks" }]}
        {...(attributes.description ? { text: attributes.description } : {})}
        badges={
          <>
            <KindMark kind={kind} />
            {attributes.debug && <StatusBadge tone="wait">Debug Mode</StatusBadge>}
            {isLive && <StatusBadge tone="good">live</StatusBadge>}
          </>
        }
      />
      <PageBody>
        <Grid>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack>
              <HookSettings hook={hook.data.data} />
              <ListeningWorkflows workflows={listening} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Paper p="md">
              <Title order={2} mb="sm">
                Received
              </Title>
              <TransactionList
                hook={{ kind, id }}
                actionsFor={(transaction) => (
                  <UseAsExampleMenu transaction={transaction} workflows={listening} />
                )}
              />
            </Paper>
          </Grid.Col>
        </Grid>
      </PageBody>
    </>
  );
}

function HookSettings({ hook }: { readonly hook: Hook }) {
  return (
    <Paper p="md">
      <Stack>
        <HookAddress hook={hook} />
        <KeysOfHook hook={hook} />
        <OrderKeyEditor key={hook.attributes.orderKey} hook={hook} />
        <DebugSwitch hook={hook} />
      </Stack>
    </Paper>
  );
}

function ListeningWorkflows({ workflows }: { readonly workflows: readonly Workflow[] }) {
  return (
    <Paper p="md">
      <Title order={2} mb="xs">
        Workflows that it starts
      </Title>
      {workflows.length === 0 && (
        <Text c="dimmed" size="sm">
          None yet. Open a workflow's trigger and choose this hook.
        </Text>
      )}
      <Stack gap={6}>
        {workflows.map((workflow) => (
          <Group key={workflow.id} justify="space-between">
            <Anchor component={Link} to={`/settings/workflows/${workflow.id}`}>
              {workflow.attributes.name}
            </Anchor>
            <StatusBadge tone={workflow.attributes.enabled ? "good" : "idle"}>
              {workflow.attributes.enabled ? "Live" : "Off"}
            </StatusBadge>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
