import type { Json, JsonObject } from "@hark/kernel";
import type { InputProperty } from "@hark/workflow/core";
import type { ComponentType } from "react";

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

/** What fields that hold fields get beside: how one inside of them is drawn. */
export interface NestingFieldProps extends ParamFieldProps {
  readonly Field: ComponentType<ParamFieldProps>;
}

/** "Email (string)" in two parts, and the help under it. */
export function labelOf(property: InputProperty): {
  readonly title: string;
  readonly type: string;
  readonly hint: string | undefined;
} {
  const found = /^(.*) \(([a-z]+)\)$/.exec(property.title);
  return {
    title: found?.[1] ?? property.title,
    type: found?.[2] ?? property.type,
    hint: property.description,
  };
}

/** An object with a member set, or without it for undefined. */
export function withMember(members: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...members, [name]: value };
  const { [name]: _gone, ...rest } = members;
  return rest;
}
