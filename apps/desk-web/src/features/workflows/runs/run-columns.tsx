import { type Column, RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { Text } from "@mantine/core";
import type { Run } from "./run.ts";
import { workflowOf } from "./run.ts";
import { durationWords } from "./run-words.ts";
import { DueIn } from "./waiting-line.tsx";

const state: Column<Run> = {
  key: "state",
  title: "Result",
  render: ({ attributes }) => {
    const { tone, words } = statusOf("run", attributes.state);
    return (
      <>
        <StatusBadge tone={tone}>{words}</StatusBadge>
        {attributes.dueAt && (
          <Text size="xs" c="dimmed">
            <DueIn at={attributes.dueAt} />
          </Text>
        )}
      </>
    );
  },
};

const at: Column<Run> = {
  key: "at",
  title: "Started",
  render: (run) => <RelativeTime at={run.attributes.createdAt} />,
};

const steps: Column<Run> = {
  key: "steps",
  title: "Steps",
  align: "right",
  hideOnPhone: true,
  render: (run) => run.attributes.stepCount ?? "",
};

const took: Column<Run> = {
  key: "duration",
  title: "Took",
  align: "right",
  hideOnPhone: true,
  render: (run) => <span style={{ whiteSpace: "nowrap" }}>{durationWords(run.attributes.durationMs)}</span>,
};

const version: Column<Run> = {
  key: "version",
  title: "Version",
  align: "right",
  hideOnPhone: true,
  render: (run) => run.attributes.version,
};

const about: Column<Run> = {
  key: "about",
  title: "",
  hideOnPhone: true,
  render: ({ attributes: { error, waitingFor, replayOf } }) => (
    <Text size="sm" c="dimmed" lineClamp={1} maw={320}>
      {error?.message ?? (waitingFor ? `waits for ${waitingFor}` : replayOf ? "a replay" : "")}
    </Text>
  ),
};

/** The columns of runs of one workflow. */
export const runColumns: readonly Column<Run>[] = [state, at, steps, took];

/** The columns of runs of all workflows, by their names. */
export const allRunsColumns = (names: ReadonlyMap<string, string>): readonly Column<Run>[] => [
  state,
  at,
  {
    key: "workflow",
    title: "Workflow",
    render: (run) => <WorkflowName id={workflowOf(run)} name={names.get(workflowOf(run))} />,
  },
  about,
  steps,
  took,
  version,
];

/** A workflow by its name; by its id when it was deleted or is not among those that were listed. */
function WorkflowName({ id, name }: { readonly id: string; readonly name: string | undefined }) {
  if (name !== undefined) return <Text fw={500}>{name}</Text>;
  return (
    <Text size="xs" c="dimmed" ff="monospace">
      {id}
    </Text>
  );
}
