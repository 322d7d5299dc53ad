import { isJsonObject, type Json } from "@hark/kernel";
import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { ExpressionField } from "./expression-field.tsx";
import classes from "./nested.module.css";
import { labelOf, type NestingFieldProps, withMember } from "./param.ts";
import { ParamLabel } from "./param-label.tsx";

/** An object: the members its schema names, or names and values of one's own. */
export function MembersField(props: NestingFieldProps) {
  const { stepId, path, property, value, onChange, Field } = props;
  const members = isJsonObject(value) ? value : {};
  const set = (name: string, next: Json | undefined): void => onChange(withMember(members, name, next));
  const { hint, ...label } = labelOf(property);
  const known = Object.entries(property.properties ?? {});
  const own = Object.keys(members).filter((name) => !(name in (property.properties ?? {})));
  const isFree = known.length === 0;
  return (
    <Input.Wrapper
      label={<ParamLabel {...label} />}
      description={hint}
      required={props.required}
      labelElement="div"
    >
      <Stack gap="xs" mt={4} className={classes["members"] ?? ""}>
        {known.map(([name, member]) => (
          <Field
            key={name}
            stepId={stepId}
            path={`${path}.${name}`}
            property={member}
            siblings={members}
            required={false}
            value={members[name]}
            onChange={(next) => set(name, next)}
          />
        ))}
        {own.map((name) => (
          <Group key={name} gap={4} align="flex-start" wrap="nowrap">
            <div className={classes["content"]}>
              <ExpressionField
                stepId={stepId}
                field={`${path}.${name}`}
                name={name}
                label={<span className={classes["name"]}>{name}</span>}
                value={members[name]}
                onChange={(next) => set(name, next ?? "")}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={24}
              aria-label={`Remove ${name}`}
              onClick={() => set(name, undefined)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        {isFree && <AddMember taken={Object.keys(members)} onAdd={(name) => set(name, "")} />}
        {isFree && own.length === 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            style={{ alignSelf: "start" }}
            onClick={() => onChange("/#")}
          >
            Use one value
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

function AddMember({ taken, onAdd }: { readonly taken: readonly string[]; onAdd(name: string): void }) {
  const [name, setName] = useState("");
  const canAdd = name.trim() !== "" && !taken.includes(name.trim());
  const add = (): void => {
    if (!canAdd) return;
    onAdd(name.trim());
    setName("");
  };
  return (
    <Group gap={6} wrap="nowrap">
      <TextInput
        aria-label="Name of a new field"
        placeholder="Name"
        size="xs"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") add();
        }}
      />
      <Button
        variant="default"
        size="xs"
        disabled={!canAdd}
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        Add
      </Button>
    </Group>
  );
}
