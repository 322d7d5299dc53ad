import type { Resource } from "@hark/contract";
import { customerRelation, orgRelation, present, relationToList, writtenBy } from "../../records/envelope.ts";
import type { ConversationRow } from "./conversation.ts";
import type { ConversationParts } from "./store.ts";

/** What stands in a conversation that was just opened. */
export const noParts: Omit<ConversationParts, "id"> = { notes: 0, messages: 0, channels: [] };

/** A conversation as the API answers it. What was not counted is left out. */
export function presentConversation(
  orgId: string,
  row: ConversationRow,
  parts?: Omit<ConversationParts, "id">,
): Resource {
  return {
    type: "conversation",
    id: row.id,
    attributes: present({
      externalId: row.external_id ?? undefined,
      name: row.name,
      channels: parts && [...parts.channels],
      direction: "in",
      assignedUsers: [],
      assignedTeams: [],
      ...row.attributes,
      status: row.status,
      messageCount: parts?.messages,
      noteCount: parts?.notes,
      tags: [...row.tags],
      custom: row.custom,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      modifiedAt: row.modified_at,
      rev: row.rev,
    }),
    relationships: {
      org: orgRelation(orgId),
      customer: customerRelation(row.customer_id),
      messages: relationToList(`/v1/conversations/${row.id}/messages`),
      ...writtenBy(row),
    },
    links: { self: `/v1/conversations/${row.id}` },
  };
}
