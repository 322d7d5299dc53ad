import type { Resource } from "@hark/contract";
import { orgRelation, present, relation, relationToList, writtenBy } from "../../records/envelope.ts";
import type { ConversationRow } from "./conversation.ts";

/** A conversation as the API answers it. `noteCount` is left out where it was not counted. */
export function presentConversation(orgId: string, row: ConversationRow, noteCount?: number): Resource {
  return {
    type: "conversation",
    id: row.id,
    attributes: present({
      externalId: row.external_id ?? undefined,
      name: row.name,
      channels: [],
      direction: "in",
      assignedUsers: [],
      assignedTeams: [],
      ...row.attributes,
      status: row.status,
      messageCount: 0,
      noteCount,
      tags: [...row.tags],
      custom: row.custom,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      modifiedAt: row.modified_at,
      rev: row.rev,
    }),
    relationships: {
      org: orgRelation(orgId),
      customer: relation("customer", row.customer_id, `/v1/customers/${row.customer_id}`),
      messages: relationToList(`/v1/conversations/${row.id}/messages`),
      ...writtenBy(row),
    },
    links: { self: `/v1/conversations/${row.id}` },
  };
}
