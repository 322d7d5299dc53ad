import type { Json, JsonObject } from "@hark/kernel";
import { api } from "@hark/ui";
import type { Many, One, Resource } from "../../shared/resource.ts";

/** A customer. Only what the screens show. */
export interface CustomerAttributes {
  readonly name?: string | null;
  readonly displayName?: string | null;
  readonly externalId?: string;
  readonly emails: readonly { readonly email: string; readonly type?: string; readonly verified?: boolean }[];
  readonly phones: readonly { readonly phone: string; readonly type?: string }[];
  readonly tags: readonly string[];
  readonly custom: JsonObject;
  readonly locale?: string | null;
  readonly timeZone?: string | null;
  readonly conversationCounts?: { readonly all: number; readonly open: number; readonly done: number };
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly rev: number;
}
export type Customer = Resource<CustomerAttributes>;

/** What of a customer the screens change. */
export interface CustomerChanges {
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly emails?: readonly { readonly type: "home"; readonly email: string }[];
  readonly phones?: readonly { readonly type: "mobile"; readonly phone: string }[];
}

/** A conversation. */
export interface ConversationAttributes {
  readonly name?: string | null;
  readonly status: "open" | "snoozed" | "done";
  readonly priority?: number;
  readonly tags: readonly string[];
  readonly noteCount?: number;
  readonly createdAt: string;
}

/** A note. */
export interface NoteAttributes {
  readonly body: string;
  readonly createdAt: string;
}

/** A page of customers, or what a search found. */
export interface CustomerQuery {
  readonly search: string;
  readonly page: number;
}

export const PAGE_SIZE = 25;
export const CUSTOMERS = ["customers"] as const;
export const customerKey = (id: string) => ["customers", "one", id] as const;
export const conversationsKey = (id: string) => ["customers", "one", id, "conversations"] as const;
export const notesKey = (conversationId: string) => ["conversations", conversationId, "notes"] as const;

/** Customers, newest first; with words those whose name, e-mail address or phone number has them. */
export async function listCustomers({ search, page }: CustomerQuery): Promise<Many<CustomerAttributes>> {
  const text = search.trim();
  const at = `page=${page}&pageSize=${PAGE_SIZE}`;
  if (text === "") return api.get(`/v1/customers?${at}`);
  return api.post(`/v1/customers/search?${at}`, { and: { any_text: { contains: text } } });
}

export const getCustomer = (id: string): Promise<One<CustomerAttributes>> => api.get(`/v1/customers/${id}`);
export const createCustomer = (body: CustomerChanges): Promise<One<CustomerAttributes>> =>
  api.post("/v1/customers", body);
export const changeCustomer = (id: string, changes: CustomerChanges): Promise<One<CustomerAttributes>> =>
  api.patch(`/v1/customers/${id}`, changes);
export const deleteCustomer = (id: string): Promise<void> => api.delete(`/v1/customers/${id}`);

export const listConversations = (customerId: string): Promise<Many<ConversationAttributes>> =>
  api.get(`/v1/customers/${customerId}/conversations?pageSize=100`);
export const changeConversation = (
  id: string,
  changes: { readonly status: ConversationAttributes["status"] },
): Promise<One<ConversationAttributes>> => api.patch(`/v1/conversations/${id}`, changes);
export const listNotes = (conversationId: string): Promise<Many<NoteAttributes>> =>
  api.get(`/v1/conversations/${conversationId}/notes`);
export const createNote = (customerId: string, body: string): Promise<One<NoteAttributes>> =>
  api.post(`/v1/customers/${customerId}/notes`, { body });

/** What a customer is called, whatever is known. */
export const nameOf = ({ attributes }: Customer): string =>
  attributes.displayName || attributes.name || attributes.emails[0]?.email || "No name";

/** A value of a custom attribute as text. */
export const valueText = (value: Json): string =>
  typeof value === "string"
    ? value
    : typeof value === "boolean"
      ? value
        ? "yes"
        : "no"
      : JSON.stringify(value);
