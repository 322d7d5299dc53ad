import { conversationBody } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { createConversations } from "../features/conversations/commands.ts";
import { conversationExternalIdKeys, conversationWritten } from "./conversation-results.ts";
import { conversationFields } from "./description-parts.ts";
import { exampleConversation } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

export const conversationCreate: Action = {
  description: {
    name: "kustomer.conversation.create",
    label: "Conversation: Create",
    group: "Conversation",
    purpose: "Opens a conversation with a customer.",
    input: {
      type: "object",
      properties: {
        customer: {
          type: "string",
          title: "Customer (string)",
          description: "Id of the customer it is with.",
        },
        ...conversationFields,
      },
      required: ["customer"],
    },
    exampleOutput: exampleConversation,
  },
  hasEffects: true,
  keys: (params) => ({
    reads: [`customer:${textParam(params, "customer")}`],
    writes: conversationExternalIdKeys(params),
  }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(conversationBody, item.params);
        return "fault" in parsed ? parsed : { body: { body: parsed.body, author: authorOfRun(item) } };
      },
      write: (bodies, writer) => createConversations(writer, bodies, true),
      succeed: (row) => conversationWritten(context.orgId, row, "created"),
    }),
};
