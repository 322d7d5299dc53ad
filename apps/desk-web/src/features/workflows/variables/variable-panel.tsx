import { CopyField, confirmAction, fieldErrors, toastDone, toastError } from "@hark/ui";
import {
  Alert,
  Button,
  Group,
  PasswordInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SidePanel } from "../../../shared/side-panel.tsx";
import {
  changeVariable,
  createVariable,
  deleteVariable,
  typedValue,
  type Variable,
  type VariableType,
  variablesKey,
  variableTypes,
} from "./variable.ts";

interface Props {
  readonly workflowId: string;
  readonly isOpen: boolean;
  /** The one that is changed; undefined makes a new one. */
  readonly variable: Variable | undefined;
  onClose(): void;
}

/** Makes, replaces and deletes a variable. The value that is there cannot be read, only replaced. */
export function VariablePanel({ workflowId, isOpen, variable, onClose }: Props) {
  return (
    <SidePanel title={variable?.attributes.name ?? "New variable"} isOpen={isOpen} onClose={onClose}>
      {isOpen && <VariableForm workflowId={workflowId} variable={variable} onDone={onClose} />}
    </SidePanel>
  );
}

const typeWords: Readonly<Record<VariableType, string>> = {
  string: "Text",
  number: "Number",
  boolean: "True or false",
};

interface FormProps {
  readonly workflowId: string;
  readonly variable: Variable | undefined;
  onDone(): void;
}

function VariableForm({ workflowId, variable, onDone }: FormProps) {
  const queries = useQueryClient();
  const [name, setName] = useState(variable?.attributes.name ?? "");
  const [type, setType] = useState<VariableType>(variable?.attributes.type ?? "string");
  const [text, setText] = useState(type === "boolean" ? "true" : "");
  const [wasSent, setSent] = useState(false);
  const value = typedValue(type, text);
  const save = useMutation({
    mutationFn: (given: NonNullable<typeof value>) => {
      const body = { name: name.trim(), type, value: given };
      return variable ? changeVariable(variable.id, body) : createVariable(workflowId, body);
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: variablesKey(workflowId) });
      toastDone(
        variable ? "Replaced: steps that begin from now on see it" : "Made: pick it in the fields of a step",
      );
      onDone();
    },
  });
  const faults = fieldErrors(save.error);
  const nameFault = faults["name"] ?? (wasSent && name.trim() === "" ? "Say what it is for" : undefined);
  const valueFault = faults["value"] ?? (wasSent && value === undefined ? missingWords(type) : undefined);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (name.trim() !== "" && value !== undefined) save.mutate(value);
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          placeholder="apiToken"
          withAsterisk
          data-autofocus
          maxLength={100}
          value={name}
          error={nameFault}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="Type"
          allowDeselect={false}
          data={variableTypes.map((one) => ({ value: one, label: typeWords[one] }))}
          value={type}
          onChange={(next) => {
            const chosen = variableTypes.find((one) => one === next) ?? "string";
            setType(chosen);
            setText(chosen === "boolean" ? "true" : "");
          }}
        />
        <ValueField
          type={type}
          text={text}
          onChange={setText}
          error={valueFault}
          masked={variable?.attributes.value}
        />
        {variable && (
          <CopyField
            label="In fields"
            description="Steps refer to it by this; it stays the same when name or value change."
            value={variable.attributes.reference}
          />
        )}
        {save.isError && Object.keys(faults).length === 0 && (
          <Alert color="red" role="alert" title="It was not saved">
            {save.error.message}
          </Alert>
        )}
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending}>
            {variable ? "Replace" : "Create variable"}
          </Button>
          {variable && <DeleteButton workflowId={workflowId} variable={variable} onDone={onDone} />}
        </Group>
      </Stack>
    </form>
  );
}

const missingWords = (type: VariableType): string =>
  type === "number" ? "Write a number, such as 4.5" : "Write the value; what was there cannot be read back";

interface ValueProps {
  readonly type: VariableType;
  readonly text: string;
  onChange(text: string): void;
  readonly error: string | undefined;
  /** The value that is there, masked. */
  readonly masked: string | undefined;
}

function ValueField({ type, text, onChange, error, masked }: ValueProps) {
  if (type === "boolean")
    return (
      <div>
        <Text size="sm" fw={500} mb={4}>
          Value
        </Text>
        <SegmentedControl
          aria-label="Value"
          value={text}
          data={[
            { value: "true", label: "true" },
            { value: "false", label: "false" },
          ]}
          onChange={onChange}
        />
      </div>
    );
  return (
    <PasswordInput
      label={masked === undefined ? "Value" : "New value"}
      description={
        masked === undefined
          ? "Look at it now if you must: after saving, nobody gets to see it again."
          : `Now ${masked}. It cannot be read back.`
      }
      withAsterisk
      autoComplete="off"
      value={text}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function DeleteButton({ workflowId, variable, onDone }: FormProps & { readonly variable: Variable }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteVariable(variable.id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: variablesKey(workflowId) });
      toastDone(`${variable.attributes.name} was deleted`);
      onDone();
    },
    onError: toastError,
  });
  const ask = async (): Promise<void> => {
    const question = {
      title: `Delete ${variable.attributes.name}?`,
      text: "Its value is lost. Steps that refer to it get nothing from then on.",
      label: "Delete variable",
      danger: true,
    };
    if (await confirmAction(question)) remove.mutate();
  };
  return (
    <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => void ask()}>
      Delete
    </Button>
  );
}
