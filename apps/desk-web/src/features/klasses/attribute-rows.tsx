import { ActionIcon, Button, Code, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import classes from "./attribute-rows.module.css";
import { type AttributeDraft, attributeName, typeOptions } from "./klass.ts";

/** A row to fill in. */
export const emptyAttribute = (): AttributeDraft => ({
  key: crypto.randomUUID(),
  displayName: "",
  type: "Str",
  options: [],
});

/** What is wrong with one of the rows, or undefined. */
export function faultOf(attribute: AttributeDraft, all: readonly AttributeDraft[]): string | undefined {
  if (attribute.displayName.trim() === "") return undefined;
  const name = attributeName(attribute);
  if (!/^[A-Za-z]/.test(name)) return "Begin with a letter";
  const isTaken = all.some((other) => other.key !== attribute.key && attributeName(other) === name);
  return isTaken ? "This name is there twice" : undefined;
}

interface Props {
  readonly attributes: readonly AttributeDraft[];
  onChange(attributes: readonly AttributeDraft[]): void;
}

/** Editing attributes: their words, their type, and the name that comes of both. */
export function AttributeRows({ attributes, onChange }: Props) {
  const change = (key: string, changes: Partial<AttributeDraft>): void =>
    onChange(attributes.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  return (
    <Stack gap="xs">
      {attributes.map((attribute) => {
        const name = attributeName(attribute);
        return (
          <div key={attribute.key} className={classes["row"]}>
            <TextInput
              aria-label="Attribute"
              placeholder="Rating"
              value={attribute.displayName}
              error={faultOf(attribute, attributes)}
              onChange={(event) => change(attribute.key, { displayName: event.currentTarget.value })}
            />
            <Select
              aria-label="Type"
              data={typeOptions}
              value={attribute.type}
              allowDeselect={false}
              onChange={(type) => type && change(attribute.key, { type })}
            />
            <Group gap={4} wrap="nowrap" className={classes["name"] ?? ""}>
              <Code className={classes["code"] ?? ""}>{name === "" ? `…${attribute.type}` : name}</Code>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${attribute.displayName || "the empty row"}`}
                onClick={() => onChange(attributes.filter((one) => one.key !== attribute.key))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          </div>
        );
      })}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...attributes, emptyAttribute()])}
        >
          Add attribute
        </Button>
      </Group>
    </Stack>
  );
}
