import { type ConversationRow, conversationTable } from "../features/conversations/conversation.ts";
import { flatConversation } from "../features/conversations/happened.ts";
import { readRecords } from "../records/table.ts";
import { exampleConversation } from "./examples.ts";
import { findRecordAction, foundById } from "./find-record.ts";

export const conversationFindById = findRecordAction({
  name: "kustomer.conversation.find-by-id",
  label: "Conversation: Find By ID",
  group: "Conversation",
  purpose: "Finds a conversation by its id. Finds none: the output is empty.",
  param: "id",
  paramTitle: "ID (string)",
  exampleOutput: exampleConversation,
  lookupKey: (value) => [`conversation:${value}`],
  recordKey: (id) => `conversation:${id}`,
  find: async (tx, orgId, values) =>
    foundById((await readRecords<ConversationRow>(tx, conversationTable, orgId, values)).values(), (row) =>
      flatConversation(orgId, row),
    ),
});
