import { ErrorState, LoadingRows } from "@hark/ui";
import {
  type ActionDescription,
  type JournalEntry,
  TRIGGER_ID,
  type WorkflowDocument,
} from "@hark/workflow/core";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useAddress } from "../../../shared/use-address.ts";
import { ReplayDialog } from "./replay-dialog.tsx";
import { isOpen, type RunDetail, workflowOf } from "./run.ts";
import { RunActions } from "./run-actions.tsx";
import { RunCanvas } from "./run-canvas.tsx";
import { RunHead } from "./run-head.tsx";
import classes from "./runs-tab.module.css";
import { StepList } from "./step-list.tsx";
import { useWholeRun } from "./use-run.ts";

interface Props {
  readonly runId: string;
  /** Whether the canvas is drawn; beside a canvas that shows the run already it is not. */
  readonly withCanvas?: boolean;
  /** Absent where closing is the panel's own affair. */
  onClose?(): void;
}

/** One run: how it went, its way over the canvas, what each step got, gave and said, and what can be done with it. */
export function RunView({ runId, withCanvas = true, onClose }: Props) {
  const { run, document, actions } = useWholeRun(runId);
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />;
  if (actions.isError) return <ErrorState error={actions.error} onRetry={() => void actions.refetch()} />;
  if (!run.data || !actions.data || document.isPending) return <LoadingRows rows={8} />;
  return (
    <Whole
      run={run.data.data}
      document={document.data ?? emptyDocument}
      descriptions={actions.data.data}
      withCanvas={withCanvas && document.data !== undefined}
      onClose={onClose}
    />
  );
}

// A workflow that was deleted took its versions along; the run's journal stays readable.
const emptyDocument: WorkflowDocument = {
  name: "Deleted workflow",
  trigger: { id: TRIGGER_ID, transitions: [] },
  steps: [],
};

interface WholeProps {
  readonly run: RunDetail;
  readonly document: WorkflowDocument;
  readonly descriptions: readonly ActionDescription[];
  readonly withCanvas: boolean;
  readonly onClose: (() => void) | undefined;
}

function Whole({ run, document, descriptions, withCanvas, onClose }: WholeProps) {
  const { params, set } = useAddress();
  const { attributes } = run;
  const { journal, trigger } = attributes;
  const replay = params.get("replay");
  const replayFrom = (step: JournalEntry) =>
    isOpen(attributes) || step.stepId === TRIGGER_ID ? null : (
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          onClick={() => set({ replay: step.stepId })}
        >
          Replay from here…
        </Button>
      </Group>
    );
  return (
    <Stack>
      <RunHead run={run} name={document.name} onClose={onClose} />
      <RunActions run={run} onReplay={() => set({ replay: TRIGGER_ID })} />
      {withCanvas && (
        <div className={classes["path"]}>
          <RunCanvas
            workflowId={workflowOf(run)}
            document={document}
            descriptions={descriptions}
            journal={journal}
            trigger={trigger}
            isSmall
          />
        </div>
      )}
      <Title order={2}>Steps</Title>
      {trigger === null && (
        <Text size="sm" c="dimmed">
          What started this run is no longer kept, so that it cannot be run again.
        </Text>
      )}
      <StepList
        document={document}
        descriptions={descriptions}
        journal={journal}
        trigger={trigger}
        actionsOf={replayFrom}
      />
      {replay !== null && (
        <ReplayDialog
          run={run}
          document={document}
          descriptions={descriptions}
          fromStep={replay}
          onClose={() => set({ replay: null })}
        />
      )}
    </Stack>
  );
}
