import { channels, messageBody } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { recordMessages } from "../features/messages/commands.ts";
import { text } from "./description-parts.ts";
import { exampleMessage } from "./examples.ts";
import { messageProperties, messageRecorded } from "./message-results.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

export const messageCreate: Action = {
  description: {
    name: "kustomer.message.create",
    label: "Message: Create",
    group: "Message",
    purpose:
      "Records a message; nothing is sent. Without a conversation it goes to the customer's newest one that is not done, and opens one when there is none.",
    input: {
      type: "object",
      properties: {
        conversation: text("Conversation (string)", "Id of the conversation it stands in."),
        customer: text("Customer (string)", "Id of the customer, for a message without a conversation."),
        channel: { type: "string", title: "Channel (string)", enum: [...channels] },
        app: text("App (string)", "Through which it came or went, such as postmark."),
        direction: { type: "string", title: "Direction (string)", enum: ["in", "out"] },
        ...messageProperties,
      },
      required: ["channel", "app"],
    },
    exampleOutput: exampleMessage,
  },
  hasEffects: true,
  keys: (params) => {
    const conversation = textParam(params, "conversation");
    const customer = textParam(params, "customer");
    const externalId = textParam(params, "externalId");
    const taken = externalId === "" ? [] : [`message:externalId:${externalId}`];
    if (conversation !== "")
      return {
        reads: [`conversation:${conversation}`],
        writes: [`conversation:${conversation}:messages`, ...taken],
      };
    return {
      reads: [`customer:${customer}`],
      writes: [`customer:${customer}:conversations`, `customer:${customer}:messages`, ...taken],
    };
  },
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(messageBody, item.params);
        return "fault" in parsed ? parsed : { body: { body: parsed.body, author: authorOfRun(item) } };
      },
      write: (bodies, writer) => recordMessages(writer, bodies, true),
      succeed: (row) => messageRecorded(context.orgId, row),
    }),
};
