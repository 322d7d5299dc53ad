import { deskId, messageChanges } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { updateMessages } from "../features/messages/commands.ts";
import { text } from "./description-parts.ts";
import { exampleMessage } from "./examples.ts";
import { messageChanged, messageProperties } from "./message-results.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

const params = messageChanges.extend({ id: deskId });

export const messageUpdate: Action = {
  description: {
    name: "kustomer.message.update",
    label: "Message: Update",
    group: "Message",
    purpose: "Changes a recorded message. What is not named stays; custom attributes are laid over.",
    input: {
      type: "object",
      properties: { id: text("ID (string)", "Id of the message."), ...messageProperties },
      required: ["id"],
    },
    exampleOutput: exampleMessage,
  },
  hasEffects: true,
  keys: (given) => {
    const externalId = textParam(given, "externalId");
    return {
      reads: [],
      writes: [
        `message:${textParam(given, "id")}`,
        ...(externalId === "" ? [] : [`message:externalId:${externalId}`]),
      ],
    };
  },
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        if ("fault" in parsed) return parsed;
        const { id, ...changes } = parsed.body;
        return { body: { id, changes, author: authorOfRun(item) } };
      },
      write: (updates, writer) => updateMessages(writer, updates, true),
      succeed: (row) => messageChanged(context.orgId, row),
    }),
};
