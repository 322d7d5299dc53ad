import { DataTable, EmptyState, ErrorState, LoadingRows } from "@hark/ui";
import { Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useAddress } from "../../../shared/use-address.ts";
import { useEditor } from "../editor/editor-context.ts";
import { listRuns, runsKey } from "./run.ts";
import { runColumns } from "./run-columns.tsx";
import { RunView } from "./run-view.tsx";
import classes from "./runs-panel.module.css";

/** In the drawer: the last runs; the one that is opened takes the place of the draft on the canvas. */
export function RunsPanel() {
  const { workflowId } = useEditor();
  const { params, set } = useAddress();
  const open = params.get("run");
  const runs = useQuery({
    queryKey: [...runsKey(workflowId), null],
    queryFn: () => listRuns(workflowId, null),
  });
  return (
    <div className={classes["panel"]} data-open={open !== null || undefined}>
      <div className={classes["list"]}>
        {runs.isPending && <LoadingRows rows={3} />}
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
                title="No runs yet"
                text="Each event that comes in starts a run of the published version."
              />
            }
          />
        )}
      </div>
      <div className={classes["detail"]}>
        {open === null ? (
          <Text c="dimmed">
            Choose a run: the canvas then shows the way it took, with what each step got and gave.
          </Text>
        ) : (
          <RunView
            key={open}
            runId={open}
            withCanvas={false}
            onClose={() => set({ run: null, replay: null })}
          />
        )}
      </div>
    </div>
  );
}
