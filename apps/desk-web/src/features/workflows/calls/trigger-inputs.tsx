import { ActionIcon, Button, Checkbox, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { changeTrigger } from "../model/document-edits.ts";
import {
  freeName,
  type Input,
  type InputType,
  inputsOf,
  inputTypes,
  nameFault,
  withInputs,
} from "../model/inputs.ts";

const typeWords: Readonly<Record<InputType, string>> = {
  string: "Text",
  number: "Number",
  boolean: "True or false",
  object: "Object",
  array: "List",
};

/** What a callable workflow is handed: name and type of each value, and whether a call needs it. */
export function TriggerInputs() {
  const { document, edit } = useEditor();
  const inputs = inputsOf(document.trigger.schema);
  const set = (next: readonly Input[]): void =>
    edit((now) => changeTrigger(now, { schema: withInputs(now.trigger.schema, next) }), "inputs");
  const replace = (index: number, input: Input): void => set(inputs.with(index, input));
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        Inputs
      </Text>
      {inputs.length === 0 && (
        <Text size="sm" c="dimmed">
          It takes none yet. Steps refer to an input as <code>/#steps.1.&lt;name&gt;</code>.
        </Text>
      )}
      {inputs.map((input, index) => (
        <InputRow
          // Its place: the name changes while one types.
          key={`input ${String(index)}`}
          input={input}
          others={inputs.filter((_, at) => at !== index).map((one) => one.name)}
          onChange={(next) => replace(index, next)}
          onRemove={() => set(inputs.toSpliced(index, 1))}
        />
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => set([...inputs, { name: freeName(inputs), type: "string", isRequired: false }])}
        >
          Add an input
        </Button>
      </Group>
    </Stack>
  );
}

interface RowProps {
  readonly input: Input;
  readonly others: readonly string[];
  onChange(input: Input): void;
  onRemove(): void;
}

function InputRow({ input, others, onChange, onRemove }: RowProps) {
  // A name that cannot be one stays in the field until it can.
  const [typed, setTyped] = useState(input.name);
  const fault = nameFault(typed, others);
  const isTyping = fault !== undefined;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <TextInput
        size="xs"
        style={{ flex: 1 }}
        aria-label={`Name of the input ${input.name}`}
        value={isTyping ? typed : input.name}
        error={fault}
        onChange={(event) => {
          const name = event.currentTarget.value.trim();
          setTyped(name);
          if (nameFault(name, others) === undefined) onChange({ ...input, name });
        }}
      />
      <Select
        size="xs"
        w={110}
        aria-label={`Type of the input ${input.name}`}
        allowDeselect={false}
        data={inputTypes.map((type) => ({ value: type, label: typeWords[type] }))}
        value={input.type}
        onChange={(next) =>
          onChange({ ...input, type: inputTypes.find((type) => type === next) ?? "string" })
        }
      />
      <Checkbox
        size="xs"
        mt={7}
        label="required"
        aria-label={`The input ${input.name} is required`}
        checked={input.isRequired}
        onChange={(event) => onChange({ ...input, isRequired: event.currentTarget.checked })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove the input ${input.name}`}
        onClick={onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
