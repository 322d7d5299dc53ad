import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import { ActionIcon, Button, Group, Input, Menu, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getProperties, metadataKey, type Properties, typeWords } from "../../klasses/klass.ts";
import { useEditor } from "../editor/editor-context.ts";
import { ExpressionField } from "./expression-field.tsx";
import classes from "./nested.module.css";
import { labelOf, type ParamFieldProps, withMember } from "./param.ts";
import { ParamLabel } from "./param-label.tsx";

/** Custom attributes by name, offered as the klass declares them. */
export function AttributesField({ stepId, path, property, siblings, value, onChange }: ParamFieldProps) {
  const klass = literalKlass(siblings);
  const declared = useQuery({
    queryKey: metadataKey(klass),
    queryFn: () => getProperties(klass),
    enabled: klass !== "",
    retry: false,
  });
  const members = isJsonObject(value) ? value : {};
  const properties = declared.data ?? {};
  const free = Object.keys(properties).filter((name) => !(name in members));
  const { hint, ...label } = labelOf(property);
  const set = (name: string, next: Json | undefined): void => onChange(withMember(members, name, next));
  return (
    <Input.Wrapper label={<ParamLabel {...label} />} description={hint} labelElement="div">
      <Stack gap="xs" mt={4} className={classes["members"] ?? ""}>
        {Object.keys(members).map((name) => (
          <Attribute
            key={name}
            stepId={stepId}
            path={path}
            name={name}
            property={properties[name]}
            isUndeclared={declared.data !== undefined && !(name in properties)}
            value={members[name]}
            onChange={(next) => set(name, next)}
          />
        ))}
        {klass === "" && Object.keys(members).length === 0 && (
          <Text size="xs" c="dimmed">
            Choose the klass first; its attributes then stand here.
          </Text>
        )}
        {free.length > 0 && (
          <AddAttribute
            names={free}
            properties={properties}
            onAdd={(name) => set(name, "")}
            onAddAll={() =>
              onChange({ ...members, ...Object.fromEntries(free.map((name): [string, Json] => [name, ""])) })
            }
          />
        )}
      </Stack>
    </Input.Wrapper>
  );
}

interface AttributeProps {
  readonly stepId: string;
  readonly path: string;
  readonly name: string;
  readonly property: Properties[string] | undefined;
  readonly isUndeclared: boolean;
  readonly value: Json | undefined;
  onChange(value: Json | undefined): void;
}

function Attribute({ stepId, path, name, property, isUndeclared, value, onChange }: AttributeProps) {
  const { problems } = useEditor();
  const field = `${path}.${name}`;
  const hasProblem = problems.some((problem) => problem.step === stepId && problem.field === field);
  return (
    <Group gap={4} align="flex-start" wrap="nowrap">
      <div className={classes["content"]}>
        <ExpressionField
          stepId={stepId}
          field={field}
          name={property?.displayName ?? name}
          label={
            <>
              {property?.displayName ?? name}{" "}
              <Text span inherit c="dimmed" fw={400} title={typeWords(name).holds}>
                ({typeWords(name).label.toLowerCase()}) <span className={classes["name"]}>{name}</span>
              </Text>
            </>
          }
          value={value}
          onChange={(next) => onChange(next ?? "")}
        />
        {isUndeclared && !hasProblem && (
          <Text size="xs" c="var(--hark-bad)">
            The klass has no attribute {name}; declare it under Settings &gt; Custom Objects.
          </Text>
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        mt={24}
        aria-label={`Remove ${name}`}
        onClick={() => onChange(undefined)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}

interface AddProps {
  readonly names: readonly string[];
  readonly properties: Properties;
  onAdd(name: string): void;
  onAddAll(): void;
}

function AddAttribute({ names, properties, onAdd, onAddAll }: AddProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: "start" }}
        >
          Add attribute
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {names.map((name) => (
          <Menu.Item key={name} onClick={() => onAdd(name)}>
            {properties[name]?.displayName ?? name}
          </Menu.Item>
        ))}
        {names.length > 1 && <Menu.Divider />}
        {names.length > 1 && <Menu.Item onClick={onAddAll}>All of them</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

function literalKlass(siblings: JsonObject): string {
  const name = siblings["klassName"];
  return typeof name === "string" && /^[\w-]+$/.test(name) ? name : "";
}
