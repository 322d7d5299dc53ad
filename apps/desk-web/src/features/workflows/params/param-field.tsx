import { isJsonObject } from "@hark/kernel";
import { AttributesField } from "./attributes-field.tsx";
import { ChoiceField } from "./choice-field.tsx";
import { ExpressionField } from "./expression-field.tsx";
import { KlassField } from "./klass-field.tsx";
import { ListField } from "./list-field.tsx";
import { MembersField } from "./members-field.tsx";
import { labelOf, type ParamFieldProps } from "./param.ts";
import { ParamLabel } from "./param-label.tsx";

/** The field for one param, by its type. A text in the place of a list or an object is a reference to one. */
export function ParamField(props: ParamFieldProps) {
  const { stepId, path, property, required, value, onChange } = props;
  if (property.format === "klass") return <KlassField {...props} />;
  if (property.format === "custom") return <AttributesField {...props} />;
  if (property.enum && (value === undefined || (typeof value === "string" && property.enum.includes(value))))
    return <ChoiceField {...props} />;
  if (property.type === "array" && typeof value !== "string")
    return <ListField {...props} Field={ParamField} />;
  const isFree = property.type === "object" && property.properties === undefined;
  if (property.type === "object" && typeof value !== "string" && (!isFree || isJsonObject(value)))
    return <MembersField {...props} Field={ParamField} />;
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
