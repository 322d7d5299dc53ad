import type { Action } from "@hark/workflow";
import { type ConversationRow, conversationTable } from "../features/conversations/conversation.ts";
import { flatConversation } from "../features/conversations/happened.ts";
import { readMessageTexts } from "../features/messages/store.ts";
import { readRecords } from "../records/table.ts";
import { conversationKey } from "./conversation-results.ts";
import { text } from "./description-parts.ts";
import { exampleConversation } from "./examples.ts";
import { textParam } from "./run-items.ts";

export const conversationFindBody: Action = {
  description: {
    name: "kustomer.conversation.find-body",
    label: "Conversation: Find Body",
    group: "Conversation",
    purpose:
      "Puts out a conversation with the text of its messages, oldest first, an empty line between two. Finds none: the output is empty.",
    input: {
      type: "object",
      properties: { id: text("ID (string)", "Id of the conversation.") },
      required: ["id"],
    },
    exampleOutput: { ...exampleConversation, body: "Where is my order?\n\nIt is on its way." },
  },
  hasEffects: false,
  keys: (params) => ({ reads: [conversationKey(params), `${conversationKey(params)}:messages`], writes: [] }),
  run: async (items, { tx, orgId }) => {
    const ids = items.map(({ params }) => textParam(params, "id"));
    const rows = await readRecords<ConversationRow>(tx, conversationTable, orgId, ids);
    const texts = await readMessageTexts(tx, orgId, [...rows.keys()]);
    return ids.map((id) => {
      const row = rows.get(id);
      if (!row) return { output: {} };
      return { output: { ...flatConversation(orgId, row), body: (texts.get(id) ?? []).join("\n\n") } };
    });
  },
};
