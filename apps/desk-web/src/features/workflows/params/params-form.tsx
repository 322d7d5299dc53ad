import type { Json } from "@hark/kernel";
import type { ActionDescription, Step } from "@hark/workflow/core";
import { Button, Menu, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { changeStep } from "../model/document-edits.ts";
import { withMember } from "./param.ts";
import { ParamField } from "./param-field.tsx";
import { RawParams } from "./raw-params.tsx";

/** The fields of a step, as its action's schema has them; optional empty ones are behind a menu. */
export function ParamsForm({
  step,
  description,
}: {
  readonly step: Step;
  readonly description: ActionDescription;
}) {
  const { edit } = useEditor();
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const params = step.params ?? {};
  const { properties, required = [] } = description.input;
  const names = Object.keys(properties);
  const isShown = (name: string): boolean =>
    required.includes(name) || name in params || added.has(name) || names.length <= 2;
  const hidden = names.filter((name) => !isShown(name));
  const unknown = Object.keys(params).filter((name) => !(name in properties));
  const set = (name: string, value: Json | undefined): void =>
    edit(
      (document) => changeStep(document, step.id, { params: withMember(params, name, value) }),
      `${step.id} ${name}`,
    );
  return (
    <Stack gap="md">
      {names.length === 0 && <Text c="dimmed">This action takes nothing.</Text>}
      {names.filter(isShown).map((name) => {
        const property = properties[name];
        return property ? (
          <ParamField
            key={name}
            stepId={step.id}
            path={`params.${name}`}
            property={property}
            siblings={params}
            required={required.includes(name)}
            value={params[name]}
            onChange={(value) => {
              if (value === undefined) setAdded((now) => new Set(now).add(name));
              set(name, value);
            }}
          />
        ) : null;
      })}
      {unknown.length > 0 && <RawParams names={unknown} params={params} onChange={set} />}
      {hidden.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              style={{ alignSelf: "start" }}
            >
              More fields
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map((name) => (
              <Menu.Item key={name} onClick={() => setAdded((now) => new Set(now).add(name))}>
                {properties[name]?.title ?? name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}
