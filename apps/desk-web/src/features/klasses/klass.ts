import { type AttributeType, attributeTypeOf, attributeTypes } from "@hark/contract";
import { api } from "@hark/ui";
import type { One } from "../../shared/resource.ts";
import type { KlassAttributes } from "./klass-list.ts";

/** A declared attribute. */
export interface Property {
  readonly displayName?: string;
  readonly type?: string;
  readonly multi?: boolean;
  readonly enumeration?: readonly string[];
}
export type Properties = Readonly<Record<string, Property>>;

/** An attribute while it is being made: the name is its words and the suffix of its type. */
export interface AttributeDraft {
  readonly key: string;
  readonly displayName: string;
  readonly type: AttributeType;
  readonly options: readonly string[];
}

export const metadataKey = (klass: string) => ["metadata", klass] as const;

export const getProperties = async (klass: string): Promise<Properties> =>
  (await api.get<One<{ properties?: Properties }>>(`/v1/metadata/kobject.${klass}`)).data.attributes
    .properties ?? {};

/** A new klass with its attributes. */
export interface NewKlass {
  readonly name: string;
  readonly displayName: string;
  readonly attributes: readonly AttributeDraft[];
}

export const createKlass = ({ name, displayName, attributes }: NewKlass): Promise<One<KlassAttributes>> =>
  api.post("/v1/klasses", {
    name,
    displayName,
    ...(attributes.length === 0 ? {} : { metadata: { properties: propertiesOf(attributes) } }),
  });

export const declareAttributes = (
  klass: string,
  attributes: readonly AttributeDraft[],
): Promise<One<unknown>> =>
  api.put(`/v1/metadata/kobject.${klass}`, { properties: propertiesOf(attributes) });

export const deleteKlass = (id: string): Promise<void> => api.delete(`/v1/klasses/${id}`);

function propertiesOf(attributes: readonly AttributeDraft[]): Properties {
  return Object.fromEntries(
    attributes.map((attribute) => [
      attributeName(attribute),
      {
        displayName: attribute.displayName.trim(),
        ...(attribute.options.length === 0 ? {} : { enumeration: attribute.options }),
      },
    ]),
  );
}

/** Words as a name: "Date created" → "dateCreated". */
export function camelCase(words: string): string {
  const parts = words
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return parts
    .map((part, index) =>
      index === 0
        ? part.charAt(0).toLowerCase() + part.slice(1)
        : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join("");
}

/** The attribute's name on the wire: "Rating", a number → "ratingNum". */
export function attributeName({ displayName, type }: Pick<AttributeDraft, "displayName" | "type">): string {
  const base = camelCase(displayName);
  return base === "" || attributeTypeOf(base) === type ? base : `${base}${type}`;
}

/** Types in the order the picker offers them. */
export const typeOptions: readonly { readonly value: AttributeType; readonly label: string }[] = [
  { value: "Str", label: "Short text" },
  { value: "Txt", label: "Long text" },
  { value: "Num", label: "Number" },
  { value: "Bool", label: "Yes or no" },
  { value: "At", label: "Date and time" },
  { value: "Url", label: "Web address" },
  { value: "Id", label: "Id of a record" },
  { value: "Tree", label: "Path in a tree" },
];

/** A type's name for people, by the end of an attribute's name. */
export function typeWords(name: string): { readonly label: string; readonly holds: string } {
  const type = attributeTypeOf(name);
  const option = typeOptions.find((candidate) => candidate.value === type);
  return { label: option?.label ?? "Text", holds: type === undefined ? "" : attributeTypes[type] };
}

/** What a product review is made of, to begin with. */
export const reviewAttributes: readonly Omit<AttributeDraft, "key">[] = [
  { displayName: "Rating", type: "Num", options: [] },
  { displayName: "Title", type: "Str", options: [] },
  { displayName: "Body", type: "Txt", options: [] },
  { displayName: "Sentiment", type: "Str", options: [] },
  { displayName: "Recommended", type: "Bool", options: [] },
  { displayName: "Submitted", type: "At", options: [] },
  { displayName: "Product", type: "Str", options: [] },
];
