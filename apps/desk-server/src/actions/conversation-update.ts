import { conversationChanges, deskId } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { updateConversations } from "../features/conversations/commands.ts";
import { conversationExternalIdKeys, conversationKey, conversationWritten } from "./conversation-results.ts";
import { conversationFields } from "./description-parts.ts";
import { exampleConversation } from "./examples.ts";
import { authorOfRun, readParams, runItems } from "./run-items.ts";

const params = conversationChanges.omit({ rev: true }).extend({ id: deskId });

export const conversationUpdate: Action = {
  description: {
    name: "kustomer.conversation.update",
    label: "Conversation: Update",
    group: "Conversation",
    purpose: "Changes a conversation. What is not named stays; tags are replaced whole.",
    input: {
      type: "object",
      properties: {
        id: { type: "string", title: "ID (string)", description: "Id of the conversation." },
        ...conversationFields,
      },
      required: ["id"],
    },
    exampleOutput: exampleConversation,
  },
  hasEffects: true,
  keys: (given) => ({
    reads: [],
    writes: [conversationKey(given), ...conversationExternalIdKeys(given)],
  }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        if ("fault" in parsed) return parsed;
        const { id, ...changes } = parsed.body;
        return { body: { id, changes, author: authorOfRun(item) } };
      },
      write: (updates, writer) => updateConversations(writer, updates, true),
      succeed: (row) => conversationWritten(context.orgId, row, "updated"),
    }),
};
