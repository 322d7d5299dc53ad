import type { FiledBy } from "@hark/contract";
import type { Json, JsonObject } from "@hark/kernel";
import { api } from "@hark/ui";
import type { Resource } from "../../shared/resource.ts";
import type { ConversationAttributes, NoteAttributes } from "./customer.ts";

interface Place {
  /** When it came up (ISO 8601). */
  readonly at: string;
  readonly filedBy: FiledBy | null;
}

/** A custom object. */
export interface KobjectAttributes {
  readonly title: string;
  readonly description?: string | null;
  readonly images?: readonly string[];
  readonly data?: Json;
  readonly custom: JsonObject;
  readonly tags: readonly string[];
  readonly externalId?: string;
  readonly createdAt: string;
}

export interface KobjectItem extends Resource<KobjectAttributes>, Place {
  readonly kind: "kobject";
  readonly klass: { readonly name: string; readonly displayName: string | null };
}
export interface ConversationItem extends Resource<ConversationAttributes>, Place {
  readonly kind: "conversation";
}
export interface NoteItem extends Resource<NoteAttributes>, Place {
  readonly kind: "note";
}
export type TimelineItem = KobjectItem | ConversationItem | NoteItem;

/** One page of a timeline, newest first. */
export interface TimelinePage {
  readonly data: readonly TimelineItem[];
  readonly links: { readonly next: string | null };
}

/** What the timeline can be narrowed to. */
export const timelineKinds = ["kobject", "conversation", "note"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export const timelineKey = (customerId: string, kind: TimelineKind | null) =>
  ["customers", "one", customerId, "timeline", kind] as const;

/** A page by the address that the page before gave, or the first one. */
export const getTimeline = (
  customerId: string,
  kind: TimelineKind | null,
  next: string | null,
): Promise<TimelinePage> =>
  api.get(next ?? `/v1/customers/${customerId}/timeline${kind === null ? "" : `?kind=${kind}`}`);
