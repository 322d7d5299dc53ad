import { isJsonObject, type Json, type JsonObject } from "@hark/kernel";
import type { KobjectAttributes } from "./timeline.ts";

/** A custom attribute of a review: its title, and what the reviewer chose. */
export interface ReviewAttribute {
  readonly title: string;
  readonly values: readonly string[];
}

/** A review as its card shows it; everything but the stars may be missing. */
export interface Review {
  readonly rating: number;
  readonly body: string;
  readonly photos: readonly string[];
  readonly videos: readonly string[];
  readonly product: { readonly name: string; readonly details: readonly string[] } | null;
  readonly attributes: readonly ReviewAttribute[];
  readonly isRecommended: boolean | null;
  readonly sentiment: string | null;
  readonly reward: string | null;
  readonly language: string | null;
  /** Attributes of the object that the card shows in no other place. */
  readonly rest: readonly (readonly [string, Json])[];
}

const SHOWN =
  /^(?:rating|title|body|text|sentiment|recommended|isRecommended|product|productName|submitted|dateCreated|created)(?:Num|Str|Txt|Bool|At)$/i;

/** Reads a review out of a custom object, by the attributes it was filed with and by the event kept beside them. */
export function readReview({ custom, data, images = [], description }: KobjectAttributes): Review | null {
  const event = isJsonObject(data) ? data : {};
  const review = objectAt(event, "review");
  const rating = numberOf(valueNamed(custom, /^(?:rating|stars)Num$/i)) ?? numberOf(review["rating"]);
  if (rating === null || rating < 1 || rating > 5) return null;
  const media = objectAt(event, "media");
  const recommended = valueNamed(custom, /^(?:is)?recommended(?:Bool)$/i) ?? review["isRecommended"];
  return {
    rating,
    body:
      textOf(valueNamed(custom, /^(?:body|text)(?:Txt|Str)$/i)) ??
      textOf(review["body"]) ??
      description ??
      "",
    photos: [...new Set([...images, ...textsOf(media["imageUrls"])])].filter(isWebAddress),
    videos: textsOf(media["videoUrls"]).filter(isWebAddress),
    product: productOf(objectAt(event, "product"), event["orderId"]) ?? namedProduct(custom),
    attributes: attributesOf(event["attributes"]),
    isRecommended: typeof recommended === "boolean" ? recommended : null,
    sentiment: textOf(valueNamed(custom, /^sentimentStr$/i)) ?? textOf(review["sentiment"]),
    reward: textOf(objectAt(event, "reward")["description"]),
    language: textOf(review["languageCode"]),
    rest: Object.entries(custom).filter(
      ([name, value]) => !SHOWN.test(name) && value !== null && value !== "",
    ),
  };
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

function valueNamed(custom: JsonObject, name: RegExp): Json | undefined {
  return Object.entries(custom).find(([key]) => name.test(key))?.[1];
}

const numberOf = (value: Json | undefined): number | null => (typeof value === "number" ? value : null);
const textOf = (value: Json | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;

const textsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

/** What a page may load or link to: an address that a sender made up must not run anything. */
const isWebAddress = (address: string): boolean => /^https?:\/\//i.test(address);

function productOf(product: JsonObject, orderId: Json | undefined): Review["product"] {
  const name = textOf(product["productName"]);
  if (name === null) return null;
  const order = textOf(orderId);
  const details = [
    textOf(product["variantName"]),
    textOf(product["sku"]),
    order === null ? null : `order ${order}`,
  ];
  return { name, details: details.filter((detail) => detail !== null) };
}

function namedProduct(custom: JsonObject): Review["product"] {
  const name = textOf(valueNamed(custom, /^product(?:Name)?Str$/i));
  return name === null ? null : { name, details: [] };
}

function attributesOf(value: Json | undefined): readonly ReviewAttribute[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    if (!isJsonObject(entry) || typeof entry["title"] !== "string") return [];
    const given = entry["value"] ?? null;
    const values = (Array.isArray(given) ? given : [given]).filter((one) => one !== null).map(String);
    return values.length === 0 ? [] : [{ title: entry["title"], values }];
  });
}
