import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { InputProperty } from "@hark/workflow/core";
import { AttributesField } from "./attributes-field.tsx";
import { ChoiceField } from "./choice-field.tsx";
import { ExpressionField } from "./expression-field.tsx";
import { KlassField } from "./klass-field.tsx";
import { ListField } from "./list-field.tsx";
import { MembersField } from "./members-field.tsx";
import { ParamLabel } from "./param-label.tsx";

/** What every kind of field gets. */
export interface ParamFieldProps {
  readonly stepId: string;
  /** Where the value stands, such as `params.emails.0.email`; problems are filed under it. */
  readonly path: string;
  readonly property: InputProperty;
  /** The object that the value is a member of. */
  readonly siblings: JsonObject;
  readonly required: boolean;
  readonly value: Json | undefined;
  /** Undefined when it was emptied. */
  onChange(value: Json | undefined): void;
}

/** The field for one param, by its type. A text in the place of a list or an object is a reference to one. */
export function ParamField(props: ParamFieldProps) {
  const { stepId, path, property, required, value, onChange } = props;
  if (property.format === "klass") return <KlassField {...props} />;
  if (property.format === "custom") return <AttributesField {...props} />;
  if (property.enum && (value === undefined || property.enum.includes(String(value)))) return <ChoiceField {...props} />;
  if (property.type === "array" && typeof value !== "string") return <ListField {...props} />;
  const isFree = property.type === "object" && property.properties === undefined;
  if (property.type === "object" && typeof value !== "string" && (!isFree || isJsonObject(value)))
    return <MembersField {...props} />;
  const { hint, ...label } = labelOf(property);
  return (
    <ExpressionField
      stepId={stepId}
      field={path}
      name={property.title}
      label={<ParamLabel {...label} />}
      {...(hint === undefined ? {} : { description: hint })}
      required={required}
      isLong={property.format === "text"}
      {...(property.type === "boolean" ? { placeholder: "true, false or a value" } : {})}
      value={value}
      onChange={onChange}
    />
  );
}

/** "Email (string)" in two parts, and the help under it. */
export function labelOf(property: InputProperty): { title: string; type: string; hint: string | undefined } {
  const found = /^(.*) \(([a-z]+)\)$/.exec(property.title);
  return { title: found?.[1] ?? property.title, type: found?.[2] ?? property.type, hint: property.description };
}
