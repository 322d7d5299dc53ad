import { Autocomplete } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { KLASSES, listKlasses } from "../../klasses/klass-list.ts";
import { labelOf, type ParamFieldProps } from "./param.ts";
import { ParamLabel } from "./param-label.tsx";
import { Resolved } from "./resolved.tsx";

/** The klass a step works with: one of those there are, or any text. */
export function KlassField({ stepId, path, property, required, value, onChange }: ParamFieldProps) {
  const klasses = useQuery({ queryKey: KLASSES, queryFn: listKlasses });
  const names = klasses.data?.data.map((klass) => klass.attributes.name) ?? [];
  const text = typeof value === "string" ? value : "";
  const isUnknown =
    text !== "" && !text.includes("/#") && !text.includes("{{") && klasses.data && !names.includes(text);
  const { hint, ...label } = labelOf(property);
  return (
    <div>
      <Autocomplete
        label={<ParamLabel {...label} />}
        description={hint}
        required={required}
        data={names}
        value={text}
        onChange={(next) => onChange(next === "" ? undefined : next)}
        error={
          isUnknown ? `There is no custom object ${text}; make it under Settings > Custom Objects` : undefined
        }
      />
      <Resolved stepId={stepId} field={path} value={value} onChange={onChange} />
    </div>
  );
}
