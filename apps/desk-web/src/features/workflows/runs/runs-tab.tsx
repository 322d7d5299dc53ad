import { DataTable, EmptyState, ErrorState, LoadingRows, statuses } from "@hark/ui";
import { Anchor, Chip, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useAddress } from "../../../shared/use-address.ts";
import { listRuns, runsKey } from "./run.ts";
import { runColumns } from "./run-columns.tsx";
import { runStates } from "./run-search.ts";
import { RunView } from "./run-view.tsx";
import classes from "./runs-tab.module.css";

/** The runs of a workflow, newest first; an open one shows each step's input, output and error. */
export function RunsTab({ workflowId }: { readonly workflowId: string }) {
  const { params, set } = useAddress();
  const state = runStates.find((one) => one === params.get("state")) ?? null;
  const runs = useQuery({
    queryKey: [...runsKey(workflowId), state],
    queryFn: () => listRuns(workflowId, state),
  });
  const open = params.get("run");
  return (
    <div className={classes["split"]} data-open={open !== null || undefined}>
      <div className={classes["list"]}>
        <Group gap={6} p="sm">
          <Chip size="xs" checked={state === null} onChange={() => set({ state: null })}>
            All
          </Chip>
          {runStates.map((one) => (
            <Chip key={one} size="xs" checked={state === one} onChange={() => set({ state: one })}>
              {statuses.run[one].words}
            </Chip>
          ))}
          <Anchor component={Link} size="sm" ml="auto" to={`/settings/runs?workflow=${workflowId}`}>
            All runs
          </Anchor>
        </Group>
        {runs.isPending && <LoadingRows />}
        {runs.isError && <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
        {runs.data && (
          <DataTable
            label="Runs"
            columns={runColumns}
            rows={runs.data.data}
            selected={open ?? undefined}
            onRowClick={(run) => set({ run: run.id, replay: null })}
            empty={
              <EmptyState
                icon={IconHistory}
                title={state === null ? "No runs yet" : "No runs in this state"}
                text="Each event that comes in starts a run. It stands here with what every step got and gave."
              />
            }
          />
        )}
      </div>
      <div className={classes["detail"]}>
        {open === null ? (
          <Text c="dimmed" p="xl" ta="center">
            Choose a run to see each of its steps.
          </Text>
        ) : (
          <RunView key={open} runId={open} onClose={() => set({ run: null, replay: null })} />
        )}
      </div>
    </div>
  );
}
