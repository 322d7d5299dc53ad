import { CopyButton, ErrorState, JsonView, LoadingRows, RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { type JournalEntry, TRIGGER_ID } from "@hark/workflow/core";
import { ActionIcon, Alert, Group, Stack, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Canvas } from "../editor/canvas.tsx";
import { type Editor, EditorContext, useEditor } from "../editor/editor-context.ts";
import { nodeOf } from "../model/document-edits.ts";
import { titleOfId } from "../model/words.ts";
import { outcomesOf, takenEdges } from "./outcomes.ts";
import { getRun, type RunDetailAttributes, runKey } from "./run.ts";
import { durationWords } from "./run-words.ts";
import classes from "./runs-tab.module.css";
import { StepRecord } from "./step-record.tsx";

/** One run: its way over the canvas, and what each step got, gave and said. */
export function RunDetail({ runId, onClose }: { readonly runId: string; onClose(): void }) {
  const run = useQuery({
    queryKey: runKey(runId),
    queryFn: () => getRun(runId),
    // A run that goes on changes by itself.
    refetchInterval: (query) => (isOpen(query.state.data?.data.attributes) ? 2_000 : false),
  });
  if (run.isPending) return <LoadingRows />;
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />;
  const { attributes } = run.data.data;
  const { tone, words } = statusOf("run", attributes.state);
  return (
    <Stack p="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <StatusBadge tone={tone}>{words}</StatusBadge>
          <Text size="sm" c="dimmed">
            <RelativeTime at={attributes.createdAt} />
            {attributes.durationMs !== null && ` · took ${durationWords(attributes.durationMs)}`}
            {` · version ${attributes.version}`}
            {attributes.attempt > 1 && ` · attempt ${attributes.attempt}`}
          </Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {runId}
          </Text>
          <CopyButton value={runId} />
        </Group>
        <ActionIcon variant="subtle" color="gray" aria-label="Close the run" onClick={onClose}>
          <IconX size={17} />
        </ActionIcon>
      </Group>
      {attributes.error && (
        <Alert color="red" title={attributes.error.code}>
          {attributes.error.message}
        </Alert>
      )}
      {attributes.waitingFor && <Alert color="yellow">Waiting for {attributes.waitingFor}</Alert>}
      <RunPath attributes={attributes} />
      <Title order={2}>Steps</Title>
      <Steps attributes={attributes} />
    </Stack>
  );
}

const isOpen = (attributes: RunDetailAttributes | undefined): boolean =>
  attributes?.state === "pending" || attributes?.state === "waiting";

/** The canvas with the way that the run took. */
function RunPath({ attributes }: { readonly attributes: RunDetailAttributes }) {
  const editor = useEditor();
  const reading: Editor = {
    ...editor,
    isReadOnly: true,
    selected: null,
    select: () => undefined,
    outcomes: outcomesOf(editor.document, attributes.journal),
  };
  return (
    <EditorContext value={reading}>
      <div className={classes["path"]}>
        <Canvas document={editor.document} taken={takenEdges(attributes.journal)} isSmall />
      </div>
    </EditorContext>
  );
}

function Steps({ attributes }: { readonly attributes: RunDetailAttributes }) {
  const { document, actions } = useEditor();
  const { journal, trigger } = attributes;
  if (journal.length === 0)
    return (
      <Stack gap="xs">
        <Text c="dimmed">No step has run yet. This came in:</Text>
        <JsonView value={trigger} />
      </Stack>
    );
  return (
    <Stack gap="xs">
      {journal.map((entry, index) => (
        <StepRecord
          key={`${entry.stepId} ${String(index)}`}
          number={index + 1}
          title={titleOfId(document, entry.stepId, actions)}
          action={entry.action ?? undefined}
          isTrigger={entry.stepId === TRIGGER_ID}
          input={entry.stepId === TRIGGER_ID ? undefined : entry.input}
          output={entry.stepId === TRIGGER_ID ? trigger : entry.output}
          error={entry.error}
          next={nextWords(entry, {
            isEnd: nodeOf(document, entry.stepId)?.transitions.length === 0,
            titleOf: (id) => titleOfId(document, id, actions),
          })}
          isOpen={entry.error !== undefined}
        />
      ))}
    </Stack>
  );
}

interface Way {
  /** Whether the step leads nowhere. */
  readonly isEnd: boolean;
  titleOf(id: string): string;
}

function nextWords({ transition, error }: JournalEntry, { isEnd, titleOf }: Way): string {
  if (error && !transition) return "The run stopped here.";
  if (!transition) return isEnd ? "The run ended here." : "No transition held: the run ended here.";
  const by = transition.name === undefined ? "" : ` by “${transition.name}”`;
  return `Went on to ${titleOf(transition.target)}${by}.`;
}
