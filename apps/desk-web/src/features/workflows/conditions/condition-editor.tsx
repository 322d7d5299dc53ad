import { type Condition, operators } from "@hark/workflow/core";
import { Button, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { isOneSided } from "../model/words.ts";
import { ExpressionField } from "../params/expression-field.tsx";
import { RemovableRow } from "../params/removable-row.tsx";
import classes from "./condition-editor.module.css";
import { asGroup, emptyComparison, fromGroup, isGroup, withOperator } from "./condition-edits.ts";

interface Props {
  /** The step at which the condition is asked. */
  readonly stepId: string;
  readonly place: "transitions" | "errors";
  readonly condition: Condition;
  onChange(condition: Condition): void;
  /** What a new row asks about. */
  readonly subject?: string;
  /** How many groups it stands in. */
  readonly depth?: number;
}

const MAX_DEPTH = 3;
const choices = operators.map(({ op, words }) => ({ value: op, label: words }));

/** Rows of value, operator and value; groups of all or any. Without rows it always holds. */
export function ConditionEditor({ stepId, place, condition, onChange, subject, depth = 0 }: Props) {
  const { op, rows } = asGroup(condition);
  const set = (next: readonly Condition[], nextOp = op): void => onChange(fromGroup(nextOp, next));
  const begin = subject ?? `/#steps.${stepId}.id`;
  return (
    <Stack gap="xs">
      {rows.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label="How the rows go together"
          value={op}
          data={[
            { value: "and", label: "all of these" },
            { value: "or", label: "any of these" },
          ]}
          onChange={(next) => set(rows, next === "or" ? "or" : "and")}
          style={{ alignSelf: "start" }}
        />
      )}
      {rows.map((row, index) => (
        <RemovableRow
          key={`row-${String(index)}`}
          name={`condition ${index + 1}`}
          onRemove={() => set(rows.toSpliced(index, 1))}
        >
          {isGroup(row) ? (
            <ConditionEditor
              stepId={stepId}
              place={place}
              condition={row}
              depth={depth + 1}
              subject={begin}
              onChange={(next) => set(rows.with(index, next))}
            />
          ) : (
            <Comparison
              stepId={stepId}
              place={place}
              condition={row}
              onChange={(next) => set(rows.with(index, next))}
            />
          )}
        </RemovableRow>
      ))}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => set([...rows, emptyComparison(begin)])}
        >
          Add condition
        </Button>
        {rows.length > 0 && depth < MAX_DEPTH && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              const inner = [emptyComparison(begin), emptyComparison(begin)];
              set([...rows, fromGroup(op === "and" ? "or" : "and", inner)]);
            }}
          >
            Add group
          </Button>
        )}
      </Group>
      {rows.length === 0 && (
        <Text size="xs" c="dimmed">
          Without a condition it always holds.
        </Text>
      )}
    </Stack>
  );
}

interface ComparisonProps {
  readonly stepId: string;
  readonly place: "transitions" | "errors";
  readonly condition: Condition;
  onChange(condition: Condition): void;
}

function Comparison({ stepId, place, condition, onChange }: ComparisonProps) {
  const [left, right] = condition.values;
  const isKnown = choices.some((choice) => choice.value === condition.op);
  return (
    <Stack gap={6}>
      <ExpressionField
        stepId={stepId}
        place={place}
        name="Value"
        value={left}
        placeholder="/# picks a value"
        onChange={(next) => onChange({ ...condition, values: [next ?? "", ...condition.values.slice(1)] })}
      />
      <Group gap={6} align="flex-start" wrap="nowrap">
        <Select
          aria-label="Operator"
          data={isKnown ? choices : [...choices, { value: condition.op, label: condition.op }]}
          value={condition.op}
          allowDeselect={false}
          w={150}
          onChange={(op) => op && onChange(withOperator(condition, op))}
        />
        {!isOneSided(condition.op) && (
          <div className={classes["content"]}>
            <ExpressionField
              stepId={stepId}
              place={place}
              name="Compared with"
              value={right}
              onChange={(next) => onChange({ ...condition, values: [left ?? "", next ?? ""] })}
            />
          </div>
        )}
      </Group>
    </Stack>
  );
}
