import type { Resource } from "@hark/contract";
import {
  conversationRelation,
  customerRelation,
  orgRelation,
  present,
  writtenBy,
} from "../../records/envelope.ts";
import type { MessageRow } from "./message.ts";

/** A message as the API answers it. */
export function presentMessage(orgId: string, row: MessageRow): Resource {
  return {
    type: "message",
    id: row.id,
    attributes: present({
      externalId: row.external_id ?? undefined,
      channel: row.channel,
      ...row.attributes,
      custom: row.custom,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      modifiedAt: row.modified_at,
      rev: row.rev,
    }),
    relationships: {
      org: orgRelation(orgId),
      customer: customerRelation(row.customer_id),
      conversation: conversationRelation(row.conversation_id),
      ...writtenBy(row),
    },
    links: { self: `/v1/messages/${row.id}` },
  };
}
