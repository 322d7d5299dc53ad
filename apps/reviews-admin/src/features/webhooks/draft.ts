import type { Webhook, WebhookChange } from "@hark/contract";

/** A webhook as its form holds it: texts as they are typed. */
export interface Draft {
  readonly url: string;
  readonly description: string;
  readonly allTypes: boolean;
  readonly types: readonly string[];
  /** JSON, or "" for none. */
  readonly filter: string;
  /** One `name: value` per line; undefined keeps those that are saved. */
  readonly headers: string | undefined;
  readonly orderBy: "none" | "subject" | "reviewer";
  /** "" for none. */
  readonly ratePerSecond: string;
  readonly concurrency: string;
  /** Waits as typed, such as `5s 5m 2h`; "" for the usual ones. */
  readonly retries: string;
  readonly enabled: boolean;
}

/** A new webhook's form. */
export const emptyDraft: Draft = {
  url: "",
  description: "",
  allTypes: false,
  types: ["review.created"],
  filter: "",
  headers: "",
  orderBy: "none",
  ratePerSecond: "",
  concurrency: "64",
  retries: "",
  enabled: true,
};

/** The form of a webhook that is there. */
export const draftOf = (webhook: Webhook): Draft => ({
  url: webhook.url,
  description: webhook.description,
  allTypes: webhook.types === null,
  types: webhook.types ?? [],
  filter: webhook.filter === null ? "" : JSON.stringify(webhook.filter, null, 2),
  headers: webhook.headerNames.length === 0 ? "" : undefined,
  orderBy: webhook.orderBy,
  ratePerSecond: webhook.ratePerSecond === null ? "" : String(webhook.ratePerSecond),
  concurrency: String(webhook.concurrency),
  retries: (webhook.retryDelaysSeconds ?? []).map(spanOf).join(" "),
  enabled: webhook.enabled,
});

/** Faults by field, as the form shows them. */
export type DraftFaults = Readonly<Record<string, string>>;

/** What a form says, ready to be saved; or what in it can't be read. */
export function readDraft(
  draft: Draft,
): { readonly body: WebhookChange & { url: string } } | { readonly faults: DraftFaults } {
  const faults: Record<string, string> = {};
  const url = draft.url.trim();
  if (url === "") faults["url"] = "Give the address that takes the events";
  if (!draft.allTypes && draft.types.length === 0) faults["types"] = "Choose at least one event, or all";
  const filter = readFilter(draft.filter);
  if (filter === undefined)
    faults["filter"] = 'Must be one JSON object, such as {"review.rating": {"$lte": 2}}';
  const headers = draft.headers === undefined ? undefined : readHeaders(draft.headers);
  if (headers === "bad") faults["headers"] = "Write one header per line, as name: value";
  const retries = readRetries(draft.retries);
  if (retries === undefined) faults["retryDelaysSeconds"] = "Write waits with their units, such as 5s 5m 2h";
  const rate = draft.ratePerSecond.trim();
  if (rate !== "" && !/^\d+$/.test(rate)) faults["ratePerSecond"] = "Must be a whole number, or empty";
  if (Object.keys(faults).length > 0) return { faults };
  return {
    body: {
      url,
      description: draft.description.trim(),
      // The server knows which types there are and says so by field.
      types: (draft.allTypes ? null : [...draft.types]) as WebhookChange["types"],
      filter: filter ?? null,
      ...(headers === undefined || headers === "bad" ? {} : { headers }),
      orderBy: draft.orderBy,
      ratePerSecond: rate === "" ? null : Number(rate),
      concurrency: Number(draft.concurrency) || 64,
      retryDelaysSeconds: retries ?? null,
      enabled: draft.enabled,
    },
  };
}

/** null: no filter; undefined: not readable. */
function readFilter(text: string): Record<string, unknown> | null | undefined {
  if (text.trim() === "") return null;
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? Object.fromEntries(Object.entries(json))
      : undefined;
  } catch {
    return undefined;
  }
}

function readHeaders(text: string): Record<string, string> | null | "bad" {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return null;
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const at = line.indexOf(":");
    if (at <= 0) return "bad";
    headers[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return headers;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** null: the usual waits; undefined: not readable. */
function readRetries(text: string): number[] | null | undefined {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0) return null;
  const seconds: number[] = [];
  for (const word of words) {
    const [, count, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(word) ?? [];
    const size = units[unit ?? ""];
    if (size === undefined) return undefined;
    seconds.push(Number(count) * size);
  }
  return seconds;
}

function spanOf(seconds: number): string {
  const [unit, size] = Object.entries(units)
    .toReversed()
    .find(([, candidate]) => seconds >= candidate && seconds % candidate === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}
