import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";

/** The options of a drop-down or multi-select, one per line; Enter goes to the next. */
export function OptionsField({
  options,
  error,
  onChange,
}: {
  options: readonly string[];
  error: string | undefined;
  onChange: (options: string[]) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const focus = (index: number): void =>
    void requestAnimationFrame(() => list.current?.querySelectorAll("input")[index]?.focus());
  const add = (after: number): void => {
    onChange([...options.slice(0, after + 1), "", ...options.slice(after + 1)]);
    focus(after + 1);
  };
  const remove = (index: number): void => {
    onChange(options.filter((_, other) => other !== index));
    focus(Math.max(0, index - 1));
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>, index: number): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      add(index);
    } else if (event.key === "Backspace" && options[index] === "" && options.length > 1) {
      event.preventDefault();
      remove(index);
    }
  };
  return (
    <Input.Wrapper label="Options" error={error} labelElement="div">
      <Stack gap={6} mt={4} mb={6} ref={list}>
        {options.map((option, index) => (
          // Options are told apart by where they stand: while they are typed they may be equal.
          <Group key={String(index)} gap={6} wrap="nowrap">
            <TextInput
              flex={1}
              aria-label={`Option ${index + 1}`}
              placeholder={`Option ${index + 1}`}
              maxLength={120}
              value={option}
              onChange={(event) =>
                onChange(options.map((one, other) => (other === index ? event.currentTarget.value : one)))
              }
              onKeyDown={(event) => onKey(event, index)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove option ${index + 1}`}
              disabled={options.length === 1}
              onClick={() => remove(index)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => add(options.length - 1)}
      >
        Add an option
      </Button>
    </Input.Wrapper>
  );
}
