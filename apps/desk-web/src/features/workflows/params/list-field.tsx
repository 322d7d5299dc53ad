import type { Json } from "@hark/kernel";
import type { InputProperty } from "@hark/workflow/core";
import { Button, Group, Input, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { labelOf, type NestingFieldProps } from "./param.ts";
import { ParamLabel } from "./param-label.tsx";
import { RemovableRow } from "./removable-row.tsx";

const anything: InputProperty = { type: "any", title: "Value" };

/** A list: its entries one below the other, or one value of an earlier step that is a list. */
export function ListField({ stepId, path, property, required, value, onChange, Field }: NestingFieldProps) {
  const entries = Array.isArray(value) ? value : [];
  const item = property.items ?? anything;
  const { hint, ...label } = labelOf(property);
  const set = (next: Json[]): void => onChange(next.length === 0 ? undefined : next);
  const begin: Json = item.type === "object" ? {} : "";
  return (
    <Input.Wrapper
      label={<ParamLabel {...label} />}
      description={hint}
      required={required}
      labelElement="div"
    >
      <Stack gap="xs" mt={4}>
        {entries.map((entry, index) => (
          <RemovableRow
            key={`entry-${String(index)}`}
            name={`entry ${index + 1}`}
            onRemove={() => set(entries.toSpliced(index, 1))}
          >
            <Field
              stepId={stepId}
              path={`${path}.${index}`}
              property={item}
              siblings={{}}
              required={false}
              value={entry}
              onChange={(next) => set(entries.with(index, next ?? (item.type === "object" ? {} : "")))}
            />
          </RemovableRow>
        ))}
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => set([...entries, begin])}
          >
            Add entry
          </Button>
          {entries.length === 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => onChange("/#")}>
              Use one value
            </Button>
          )}
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
