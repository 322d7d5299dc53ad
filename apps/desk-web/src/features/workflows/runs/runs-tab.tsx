import {
  type Column,
  DataTable,
  EmptyState,
  ErrorState,
  LoadingRows,
  RelativeTime,
  StatusBadge,
  statuses,
  statusOf,
} from "@hark/ui";
import { Chip, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { listRuns, type Run, type RunState, runsKey } from "./run.ts";
import { RunDetail } from "./run-detail.tsx";
import { durationWords } from "./run-words.ts";
import classes from "./runs-tab.module.css";

// Written as the wire has them; the table of statuses has their words.
const states: readonly RunState[] = ["completed", "failed", "waiting", "pending", "canceled"];

const columns: readonly Column<Run>[] = [
  {
    key: "state",
    title: "Result",
    render: ({ attributes: { state } }) => (
      <StatusBadge tone={statusOf("run", state).tone}>{statusOf("run", state).words}</StatusBadge>
    ),
  },
  { key: "at", title: "Started", render: (run) => <RelativeTime at={run.attributes.createdAt} /> },
  {
    key: "steps",
    title: "Steps",
    align: "right",
    hideOnPhone: true,
    render: (run) => run.attributes.stepCount ?? "",
  },
  {
    key: "duration",
    title: "Took",
    align: "right",
    render: (run) => durationWords(run.attributes.durationMs),
  },
];

/** The runs of a workflow, newest first; an open one shows each step's input, output and error. */
export function RunsTab({ workflowId }: { readonly workflowId: string }) {
  const [params, setParams] = useSearchParams();
  const state = states.find((one) => one === params.get("state")) ?? null;
  const runs = useQuery({
    queryKey: [...runsKey(workflowId), state],
    queryFn: () => listRuns(workflowId, state),
  });
  const open = params.get("run");
  const set = (name: string, value: string | null): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <div className={classes["split"]} data-open={open !== null || undefined}>
      <div className={classes["list"]}>
        <Group gap={6} p="sm">
          <Chip size="xs" checked={state === null} onChange={() => set("state", null)}>
            All
          </Chip>
          {states.map((one) => (
            <Chip key={one} size="xs" checked={state === one} onChange={() => set("state", one)}>
              {statuses.run[one].words}
            </Chip>
          ))}
        </Group>
        {runs.isPending && <LoadingRows />}
        {runs.isError && <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
        {runs.data && (
          <DataTable
            label="Runs"
            columns={columns}
            rows={runs.data.data}
            selected={open ?? undefined}
            onRowClick={(run) => set("run", run.id)}
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
          <RunDetail key={open} runId={open} onClose={() => set("run", null)} />
        )}
      </div>
    </div>
  );
}
