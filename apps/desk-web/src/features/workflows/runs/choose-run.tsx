import { type Column, DataTable, EmptyState, ErrorState, LoadingRows } from "@hark/ui";
import { Paper, Stack, Text } from "@mantine/core";
import { IconGitCompare } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useAddress } from "../../../shared/use-address.ts";
import { listRuns, type Run, runsKey, workflowOf } from "./run.ts";
import { runColumns } from "./run-columns.tsx";
import { useWholeRun } from "./use-run.ts";

const columns: readonly Column<Run>[] = [
  ...runColumns,
  { key: "version", title: "Version", align: "right", render: (run) => run.attributes.version },
  {
    key: "replay",
    title: "",
    hideOnPhone: true,
    render: (run) => (run.attributes.replayOf === null ? "" : "a replay"),
  },
];

/** Asks which run of the same workflow a run is compared with; its own replays stand first. */
export function ChooseRun({ runId }: { readonly runId: string }) {
  const { set } = useAddress();
  const { run, document } = useWholeRun(runId);
  const workflowId = run.data ? workflowOf(run.data.data) : "";
  const runs = useQuery({
    queryKey: [...runsKey(workflowId), null],
    queryFn: () => listRuns(workflowId, null),
    enabled: workflowId !== "",
  });
  const error = run.error ?? runs.error;
  if (error)
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          for (const query of [run, runs]) if (query.isError) void query.refetch();
        }}
      />
    );
  if (!runs.data) return <LoadingRows rows={8} />;
  const others = runs.data.data.filter(({ id }) => id !== runId);
  const isOwn = (other: Run): boolean => other.attributes.replayOf === runId;
  const sorted = [...others.filter(isOwn), ...others.filter((other) => !isOwn(other))];
  return (
    <Stack>
      <Text>
        Choose the run of <b>{document.data?.name ?? "this workflow"}</b> that run <code>{runId}</code> is
        compared with.
      </Text>
      <Paper>
        <DataTable
          label="Runs to compare with"
          columns={columns}
          rows={sorted}
          onRowClick={(other) => set({ b: other.id })}
          empty={
            <EmptyState
              icon={IconGitCompare}
              title="There is no other run"
              text="The workflow ran only once. Replay the run, then compare the two."
            />
          }
        />
      </Paper>
    </Stack>
  );
}
