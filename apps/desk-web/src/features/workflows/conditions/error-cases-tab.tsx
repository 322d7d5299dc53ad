import type { Condition, ErrorActionType, ErrorCase, Step } from "@hark/workflow/core";
import { ActionIcon, Button, Group, Paper, Select, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useEditor } from "../editor/editor-context.ts";
import { changeStep } from "../model/document-edits.ts";
import { conditionWords } from "../model/words.ts";
import { ConditionEditor } from "./condition-editor.tsx";

const answers: readonly { readonly value: ErrorActionType; readonly label: string }[] = [
  { value: "continue", label: "Go on, with an empty output" },
  { value: "retry-action", label: "Try the step again" },
  { value: "retry-workflow", label: "Start the run again" },
  { value: "stop-processing", label: "Stop the run" },
];

/** What happens when a step fails; the first case that holds is taken, without one the run stops. */
export function ErrorCasesTab({ step }: { readonly step: Step }) {
  const { edit } = useEditor();
  const cases = step.errorCases ?? [];
  const set = (next: readonly ErrorCase[], merge?: string): void =>
    edit((now) => changeStep(now, step.id, { errorCases: next }), merge);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Without a case the run stops when the step fails, and stands under Runs. In conditions,{" "}
        <code>/#error.code</code> and <code>/#error.message</code> tell what went wrong.
      </Text>
      {cases.map((entry, index) => (
        <Paper key={`case-${String(index)}`} p="sm">
          <Stack gap="sm">
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" fw={500}>
                {whenWords(entry.condition)}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Remove error case"
                onClick={() => set(cases.toSpliced(index, 1))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </Group>
            <ConditionEditor
              stepId={step.id}
              place="errors"
              condition={entry.condition}
              subject="/#error.code"
              onChange={(condition) =>
                set(cases.with(index, { ...entry, condition }), `${step.id} error case ${index}`)
              }
            />
            <Select
              label="Then"
              data={[...answers]}
              allowDeselect={false}
              value={entry.errorAction.type ?? "stop-processing"}
              onChange={(type) =>
                type && set(cases.with(index, { ...entry, errorAction: { ...entry.errorAction, type } }))
              }
            />
          </Stack>
        </Paper>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            set([...cases, { condition: { op: "and", values: [] }, errorAction: { type: "continue" } }])
          }
        >
          Add error case
        </Button>
      </Group>
    </Stack>
  );
}

function whenWords(condition: Condition): string {
  const words = conditionWords(condition);
  return words === "always" ? "Whenever it fails" : `When it fails and ${words}`;
}
