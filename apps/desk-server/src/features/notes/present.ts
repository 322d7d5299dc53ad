import type { Resource } from "@hark/contract";
import {
  conversationRelation,
  customerRelation,
  orgRelation,
  present,
  writtenBy,
} from "../../records/envelope.ts";
import type { NoteRow } from "./note.ts";

/** A note as the API answers it. */
export function presentNote(orgId: string, row: NoteRow): Resource {
  return {
    type: "note",
    id: row.id,
    attributes: present({
      externalId: row.external_id ?? undefined,
      body: row.body,
      ...row.attributes,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      rev: row.rev,
    }),
    relationships: {
      org: orgRelation(orgId),
      customer: customerRelation(row.customer_id),
      ...(row.conversation_id === null ? {} : { conversation: conversationRelation(row.conversation_id) }),
      ...writtenBy(row),
    },
    links: { self: `/v1/notes/${row.id}` },
  };
}
