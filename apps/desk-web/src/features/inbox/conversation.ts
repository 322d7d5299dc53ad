import { api } from "@hark/ui";
import type { Many, One, Resource } from "../../shared/resource.ts";
import type { ConversationAttributes, NoteAttributes } from "../customers/customer.ts";

export type Conversation = Resource<ConversationAttributes>;

/** What the list can be narrowed to. */
export const views = ["open", "snoozed", "done", "all"] as const;
export type View = (typeof views)[number];

export const CONVERSATIONS = ["conversations"] as const;
export const conversationKey = (id: string) => ["conversations", "one", id] as const;

// The newest hundred; the wire's list knows no filter by state.
export const listAll = (): Promise<Many<ConversationAttributes>> => api.get("/v1/conversations?pageSize=100");
export const getConversation = (id: string): Promise<One<ConversationAttributes>> =>
  api.get(`/v1/conversations/${id}`);
export const createNoteOn = (conversationId: string, body: string): Promise<One<NoteAttributes>> =>
  api.post(`/v1/conversations/${conversationId}/notes`, { body });

/** Those of a view. */
export const inView = (all: readonly Conversation[], view: View): readonly Conversation[] =>
  view === "all" ? all : all.filter((conversation) => conversation.attributes.status === view);

/** The customer of a conversation. */
export const customerIdOf = (conversation: Conversation): string | undefined =>
  conversation.relationships?.["customer"]?.data?.id;
