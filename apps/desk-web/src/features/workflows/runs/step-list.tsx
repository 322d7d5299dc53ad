import type { Json } from "@hark/kernel";
import {
  type ActionDescription,
  type JournalEntry,
  TRIGGER_ID,
  type WorkflowDocument,
} from "@hark/workflow/core";
import { Stack, Text } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { nodeOf } from "../model/document-edits.ts";
import { titleOfId } from "../model/words.ts";
import { valuesOfStep } from "./outcomes.ts";
import { StepRecord } from "./step-record.tsx";
import { ValueView } from "./value-view.tsx";

interface Props {
  readonly document: WorkflowDocument;
  readonly descriptions: readonly ActionDescription[];
  readonly journal: readonly JournalEntry[];
  /** Step 1's output; null when it is no longer kept. */
  readonly trigger: Json;
  /** What a step did beside, such as a call. */
  moreOf?(step: JournalEntry): ReactNode;
  actionsOf?(step: JournalEntry): ReactNode;
  /** Whether a step is open to begin with; failed ones always are. */
  isOpen?(step: JournalEntry): boolean;
}

/** The journal of a run, step by step. */
export function StepList({ document, descriptions, journal, trigger, moreOf, actionsOf, isOpen }: Props) {
  const actions = useMemo(() => new Map(descriptions.map((one) => [one.name, one])), [descriptions]);
  const titleOf = (id: string): string => titleOfId(document, id, actions);
  if (journal.length === 0)
    return (
      <Stack gap="xs">
        <Text c="dimmed">No step has run yet.</Text>
        {trigger !== null && <ValueView label="What came in" value={trigger} />}
      </Stack>
    );
  return (
    <Stack gap="xs">
      {journal.map((entry, index) => (
        <StepRecord
          key={`${entry.stepId} ${String(index)}`}
          number={index + 1}
          title={titleOf(entry.stepId)}
          action={entry.action ?? undefined}
          isTrigger={entry.stepId === TRIGGER_ID}
          values={valuesOfStep(entry, trigger)}
          durationMs={entry.durationMs}
          next={nextWords(entry, {
            isEnd: nodeOf(document, entry.stepId)?.transitions.length === 0,
            titleOf,
          })}
          isOpen={entry.error !== undefined || isOpen?.(entry) === true}
          more={moreOf?.(entry)}
          actions={actionsOf?.(entry)}
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
