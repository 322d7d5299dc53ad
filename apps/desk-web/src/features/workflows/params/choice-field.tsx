import { Select } from "@mantine/core";
import { labelOf, type ParamFieldProps } from "./param.ts";
import { ParamLabel } from "./param-label.tsx";

const ANOTHER = "/#";

/** A param with a few allowed values; another value can come from an earlier step. */
export function ChoiceField({ property, required, value, onChange }: ParamFieldProps) {
  const { hint, ...label } = labelOf(property);
  return (
    <Select
      label={<ParamLabel {...label} />}
      description={hint}
      required={required}
      clearable={!required}
      data={[
        ...(property.enum ?? []).map((option) => ({ value: option, label: option })),
        { value: ANOTHER, label: "a value of an earlier step…" },
      ]}
      value={typeof value === "string" ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
