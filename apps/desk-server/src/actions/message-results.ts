import type { ActionResult } from "@hark/workflow";
import type { InputProperty } from "@hark/workflow/core";
import { conversationMessages } from "../features/conversations/messages.ts";
import type { RecordedMessage } from "../features/messages/commands.ts";
import { flatMessage } from "../features/messages/happened.ts";
import type { MessageRow } from "../features/messages/message.ts";
import { messageMessages } from "../features/messages/messages.ts";
import { custom, longText, text } from "./description-parts.ts";

/** The params that a message has when it is recorded and later. */
export const messageProperties: Readonly<Record<string, InputProperty>> = {
  preview: longText("Preview (string)", "The message's text."),
  subject: text("Subject (string)"),
  externalId: text("External ID (string)", "Held by one message; a second one with it is refused."),
  status: { type: "string", title: "Status (string)", enum: ["sent", "received", "error"] },
  sentAt: text("Sent At (string)", "ISO 8601."),
  meta: { type: "object", title: "Meta (object)" },
  custom,
};

const keysOf = (row: MessageRow): string[] => [
  `message:${row.id}`,
  `conversation:${row.conversation_id}:messages`,
  `customer:${row.customer_id}:messages`,
];

/** The result of a step that recorded a message. */
export function messageRecorded(orgId: string, { message, opened }: RecordedMessage): ActionResult {
  return {
    output: flatMessage(orgId, message),
    touched: {
      reads: [],
      writes: [...keysOf(message), ...(opened ? [`conversation:${opened.id}`] : [])],
    },
    live: [
      ...(opened ? conversationMessages(opened, "created") : []),
      ...messageMessages(message, "created"),
    ],
  };
}

/** The result of a step that changed a message. */
export function messageChanged(orgId: string, row: MessageRow): ActionResult {
  return {
    output: flatMessage(orgId, row),
    touched: { reads: [], writes: keysOf(row) },
    live: messageMessages(row, "updated"),
  };
}
