import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";

export const inputTypes = ["string", "number", "boolean", "object", "array"] as const;
export type InputType = (typeof inputTypes)[number];

/** What a callable workflow is handed: one value by name. */
export interface Input {
  readonly name: string;
  readonly type: InputType;
  readonly isRequired: boolean;
}

/** The inputs that a callable trigger's schema declares; what is no input of a known type is text. */
export function inputsOf(schema: JsonObject | undefined): readonly Input[] {
  const properties = isJsonObject(schema?.["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema?.["required"]) ? schema["required"] : [];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    type: typeOf(property),
    isRequired: required.includes(name),
  }));
}

const typeOf = (property: Json): InputType =>
  inputTypes.find((type) => isJsonObject(property) && property["type"] === type) ?? "string";

/** A schema with these inputs. What it says beside, and what a property says beside its type, stays. */
export function withInputs(schema: JsonObject | undefined, inputs: readonly Input[]): JsonObject {
  const before = isJsonObject(schema?.["properties"]) ? schema["properties"] : {};
  const properties = Object.fromEntries(
    inputs.map(({ name, type }) => {
      const old = before[name];
      return [name, isJsonObject(old) && typeOf(old) === type ? old : { type }];
    }),
  );
  const required = inputs.filter((input) => input.isRequired).map((input) => input.name);
  return { ...schema, properties, required };
}

/** Why a name cannot be that of an input: it is empty, taken, or could not be referred to. */
export function nameFault(name: string, others: readonly string[]): string | undefined {
  if (name === "") return "Give it a name";
  if (!/^[A-Za-z_][\w-]*$/.test(name)) return "Letters, digits, _ and - only; a letter first";
  return others.includes(name) ? "There is one of this name" : undefined;
}

/** A name for a new input that no other has. */
export function freeName(inputs: readonly Input[]): string {
  const taken = new Set(inputs.map((input) => input.name));
  let number = 1;
  while (taken.has(`input${number}`)) number += 1;
  return `input${number}`;
}

const SAMPLES: Readonly<Record<InputType, Json>> = {
  string: "text",
  number: 1,
  boolean: true,
  object: {},
  array: [],
};

/** What a call looks like, for the dropdown of variables and the check: a value of each input's type. */
export const exampleOf = (inputs: readonly Input[]): JsonObject =>
  Object.fromEntries(inputs.map(({ name, type }) => [name, SAMPLES[type]]));

/** What was typed for an input, in its type; `fault` says what is wrong with it. An empty optional one is left out. */
export function readInput(
  { type, isRequired }: Input,
  text: string,
): { readonly value?: Json; readonly fault?: string } {
  if (text === "") return isRequired ? { fault: "The workflow requires it" } : {};
  if (type === "string") return { value: text };
  if (type === "boolean") return { value: text === "true" };
  if (type === "number")
    return Number.isFinite(Number(text)) ? { value: Number(text) } : { fault: "Write a number, such as 4.5" };
  try {
    const value = JSON.parse(text) as Json; // what JSON.parse gives is JSON
    const fits = type === "array" ? Array.isArray(value) : isJsonObject(value);
    return fits
      ? { value }
      : { fault: type === "array" ? "Write a list, such as [1, 2]" : 'Write an object, such as {"a": 1}' };
  } catch {
    return { fault: "This does not read as JSON" };
  }
}
