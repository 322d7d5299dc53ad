import { ErrorState, LoadingRows, PageBody, PageHeader, StatusBadge, useLive } from "@hark/ui";
import { Anchor, Grid, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { listWorkflows, WORKFLOWS, type Workflow } from "../workflows/workflow.ts";
import { AllowedKeys } from "./allowed-keys.tsx";
import { DebugSwitch } from "./debug-switch.tsx";
import type { Hook } from "./hook.ts";
import { HookAddress } from "./hook-address.tsx";
import { TransactionList } from "./transaction-list.tsx";
import { UseAsExampleMenu } from "./use-as-example-menu.tsx";
import { useChangeHook, useHook } from "./use-hook.ts";

/** One web hook: its address, who may send, and what came in. */
export function HookPage() {
  const { id = "" } = useParams();
  const hook = useHook(id);
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
        crumbs={[{ label: "Web Hooks", to: "/settings/hooks" }]}
        {...(attributes.description ? { text: attributes.description } : {})}
        badges={
          <>
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
                hookId={id}
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
  const change = useChangeHook(hook.id);
  return (
    <Paper p="md">
      <Stack>
        <HookAddress hook={hook} />
        <AllowedKeys value={hook.attributes.apiKeys} onChange={(apiKeys) => change.mutate({ apiKeys })} />
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
