import type { Json, JsonObject } from "@hark/kernel";
import type { ListLinks } from "../lists.ts";

/** A relation to one record, or null when there is none. */
export interface Relation {
  readonly data?: { readonly type: string; readonly id: string };
  readonly links?: { readonly self: string };
}

/** A record as Desk answers it. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: JsonObject;
  readonly relationships: Readonly<Record<string, object>>;
  readonly links: { readonly self: string };
}

/** An answer with one record. */
export interface OneAnswer {
  readonly data: Resource;
}

/** An answer with a page of records. Totals are there where counting is part of the wire. */
export interface ListAnswer {
  readonly meta: { page: number; pageSize: number; total?: number; totalPages?: number };
  readonly data: readonly Resource[];
  readonly links: ListLinks;
}

/** What filed a record, when a workflow did. */
export interface FiledBy {
  readonly workflowId: string;
  readonly workflowName: string | null;
  readonly runId: string | null;
}

/** One entry of a customer's timeline, newest first. */
export interface TimelineItem extends Resource {
  readonly kind: "kobject" | "conversation" | "note";
  /** When it came up (ISO 8601). */
  readonly at: string;
  readonly filedBy: FiledBy | null;
  /** Of a custom object: its type as people see it. */
  readonly klass?: {
    readonly name: string;
    readonly displayName: Json;
    readonly icon: Json;
    readonly color: Json;
  };
}

/** Body of `GET /v1/customers/{id}/timeline`. */
export interface TimelineAnswer {
  readonly data: readonly TimelineItem[];
  readonly links: { readonly next: string | null };
}
