import type { Json, JsonObject } from "@hark/kernel";

/** The part of JSON Schema that describes what an action takes. */
export interface InputSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, InputProperty>>;
  readonly required?: readonly string[];
}

/** One param of an action. */
export interface InputProperty {
  readonly type: "string" | "number" | "integer" | "boolean" | "array" | "object" | "any";
  /** As the builder labels it. */
  readonly title: string;
  readonly description?: string;
  readonly items?: InputProperty;
  readonly properties?: Readonly<Record<string, InputProperty>>;
  readonly enum?: readonly string[];
  readonly format?: "klass" | "custom" | "text";
}

/** What an action is, apart from what it does: enough to build, check and document a step. */
export interface ActionDescription {
  /** As in documents, such as `kustomer.customer.find-by-email`. */
  readonly name: string;
  /** As people read it, such as "Customer: Find By Email". */
  readonly label: string;
  readonly group: string;
  readonly purpose: string;
  readonly input: InputSchema;
  /** What the step's output looks like, for the dropdown of variables. */
  readonly exampleOutput: Json;
}

/** A fault that only an action can see in params whose references were resolved on example data. */
export interface ParamFault {
  /** Dotted path into the params. */
  readonly field: string;
  readonly message: string;
  readonly cure: string;
}

/** The actions there are, by name. */
export interface ActionCatalogue {
  find(name: string): ActionDescription | undefined;
  /** The names there are, to suggest one. */
  names?(): Iterable<string>;
  /** Looks at params resolved on example data. */
  checkParams?(name: string, params: JsonObject): readonly ParamFault[];
}

/** A catalogue over a list of descriptions. */
export function catalogueOf(descriptions: readonly ActionDescription[]): ActionCatalogue {
  const byName = new Map(descriptions.map((description) => [description.name, description]));
  return { find: (name) => byName.get(name), names: () => byName.keys() };
}
