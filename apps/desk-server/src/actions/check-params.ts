import { attributeTypeOf, attributeTypes, castAttributeValue, readAttributeValue } from "@hark/contract";
import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { ActionDescription, ParamFault } from "@hark/workflow/core";

/**
 * What can be seen to be wrong in an action's params, resolved on example data, without knowing the organisation: a custom
 * attribute whose value does not fit the end of its name. Pure.
 */
export function checkCustomParams(description: ActionDescription, params: JsonObject): ParamFault[] {
  return Object.entries(description.input.properties)
    .filter(([, property]) => property.format === "custom")
    .flatMap(([param]) => {
      const custom = params[param];
      return isJsonObject(custom)
        ? Object.entries(custom).flatMap(([name, value]) => faultOf(param, name, value) ?? [])
        : [];
    });
}

function faultOf(param: string, name: string, value: Json): ParamFault | undefined {
  const type = attributeTypeOf(name);
  const field = `${param}.${name}`;
  if (type === undefined) {
    return {
      field,
      message: `${name} does not say what it holds`,
      cure: `let its name end in one of ${Object.keys(attributeTypes).join(", ")}`,
    };
  }
  const values = Array.isArray(value) ? value : [value];
  const wrong = values.find(
    (entry) => readAttributeValue(type, castAttributeValue(type, entry)) === undefined,
  );
  if (wrong === undefined) return undefined;
  return {
    field,
    message: `${name} must be ${attributeTypes[type]}, not ${JSON.stringify(wrong).slice(0, 80)}`,
    cure: "refer to another value, or correct the example data",
  };
}
