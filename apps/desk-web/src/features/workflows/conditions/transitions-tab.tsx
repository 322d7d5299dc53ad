import { isUnconditional, type Transition } from "@hark/workflow/core";
import { ActionIcon, Button, Group, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useEditor } from "../editor/editor-context.ts";
import { possibleTargets, setTransitions, type WorkflowNode, withBranch } from "../model/document-edits.ts";
import { edgeWords, nodeTitle } from "../model/words.ts";
import { ConditionEditor } from "./condition-editor.tsx";

/** Where a node leads: an ordered list of "If … → step"; the first that holds is taken. */
export function TransitionsTab({ node }: { readonly node: WorkflowNode }) {
  const { document, edit, actions } = useEditor();
  const targets = possibleTargets(document, node.id);
  const set = (transitions: readonly Transition[], merge?: string): void =>
    edit((now) => setTransitions(now, node.id, transitions), merge);
  const { transitions } = node;
  const [firstTarget] = targets;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {transitions.length === 0
          ? "The run ends here."
          : "Tried in this order; the first that holds is taken. When none holds, the run ends."}
      </Text>
      {transitions.map((transition, index) => (
        <TransitionCard
          key={`edge-${String(index)}`}
          node={node}
          transition={transition}
          index={index}
          count={transitions.length}
          options={targetOptions(targets, transition.target, (id) => {
            const step = document.steps.find((one) => one.id === id);
            return step ? `${nodeTitle(step, actions)} (${id})` : `${id} (is gone)`;
          })}
          onChange={(next) => set(transitions.with(index, next), `${node.id} edge ${index}`)}
          onMove={(to) => set(moved(transitions, index, to))}
          onRemove={() => set(transitions.toSpliced(index, 1))}
        />
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={!firstTarget}
          onClick={() => {
            if (!firstTarget) return;
            set(withBranch(node, { target: firstTarget.id, condition: { op: "true", values: [true] } }));
          }}
        >
          Add transition
        </Button>
      </Group>
      {!firstTarget && (
        <Text size="xs" c="dimmed">
          There is no other step it could lead to. Add one with the plus on the canvas.
        </Text>
      )}
    </Stack>
  );
}

interface CardProps {
  readonly node: WorkflowNode;
  readonly transition: Transition;
  readonly index: number;
  readonly count: number;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  onChange(transition: Transition): void;
  onMove(to: number): void;
  onRemove(): void;
}

function TransitionCard({ node, transition, index, count, options, onChange, onMove, onRemove }: CardProps) {
  const name = transition.meta?.["name"];
  const words = isUnconditional(transition.condition)
    ? index === 0
      ? "Always"
      : "Otherwise"
    : `If ${edgeWords({ ...transition, meta: {} }, index)}`;
  return (
    <Paper p="sm">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" fw={500} lineClamp={2}>
            {count > 1 ? `${index + 1}. ` : ""}
            {words}
          </Text>
          <Group gap={2} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Move up"
              disabled={index === 0}
              onClick={() => onMove(index - 1)}
            >
              <IconArrowUp size={15} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Move down"
              disabled={index === count - 1}
              onClick={() => onMove(index + 1)}
            >
              <IconArrowDown size={15} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label="Remove transition" onClick={onRemove}>
              <IconTrash size={15} />
            </ActionIcon>
          </Group>
        </Group>
        <ConditionEditor
          stepId={node.id}
          place="transitions"
          condition={transition.condition}
          subject={node.id === "1" ? "" : `/#steps.${node.id}.id`}
          onChange={(condition) => onChange({ ...transition, condition })}
        />
        <Select
          label="Then go to"
          data={[...options]}
          value={transition.target}
          allowDeselect={false}
          onChange={(target) => target && onChange({ ...transition, target })}
        />
        <TextInput
          label="Name"
          placeholder="Shown on the canvas in the place of the condition"
          value={typeof name === "string" ? name : ""}
          onChange={(event) => onChange(named(transition, event.currentTarget.value))}
        />
      </Stack>
    </Paper>
  );
}

function named(transition: Transition, name: string): Transition {
  const { name: _old, ...rest } = transition.meta ?? {};
  return { ...transition, meta: name === "" ? rest : { ...rest, name } };
}

function targetOptions(
  targets: readonly { readonly id: string }[],
  current: string,
  label: (id: string) => string,
): readonly { value: string; label: string }[] {
  const ids = targets.map((step) => step.id);
  return (ids.includes(current) ? ids : [current, ...ids]).map((id) => ({ value: id, label: label(id) }));
}

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  if (item === undefined) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}
