import { type ConversationRow, conversationTable } from "../features/conversations/conversation.ts";
import { flatConversation } from "../features/conversations/happened.ts";
import { readByExternalId } from "../records/table.ts";
import { exampleConversation } from "./examples.ts";
import { findRecordAction } from "./find-record.ts";

export const conversationFindByExternalId = findRecordAction({
  name: "kustomer.conversation.find-by-external-id",
  label: "Conversation: Find By External ID",
  group: "Conversation",
  purpose: "Finds the conversation that holds another system's id. Finds none: the output is empty.",
  param: "externalId",
  paramTitle: "External ID (string)",
  exampleOutput: exampleConversation,
  lookupKey: (value) => [`conversation:externalId:${value}`],
  recordKey: (id) => `conversation:${id}`,
  find: async (tx, orgId, values) => {
    const rows = await readByExternalId<ConversationRow>(tx, conversationTable, orgId, values);
    return new Map(
      rows.map((row) => [row.external_id ?? "", { id: row.id, output: flatConversation(orgId, row) }]),
    );
  },
});
