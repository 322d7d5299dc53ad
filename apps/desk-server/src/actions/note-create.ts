import { noteBody } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { createNotes } from "../features/notes/commands.ts";
import { noteMessages } from "../features/notes/messages.ts";
import { presentNote } from "../features/notes/present.ts";
import { flatten } from "../records/envelope.ts";
import { longText, text, userMentions } from "./description-parts.ts";
import { exampleNote } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

export const noteCreate: Action = {
  description: {
    name: "kustomer.note.create",
    label: "Note: Create",
    group: "Note",
    purpose: "Writes a note that the team sees, on a conversation or on a customer.",
    input: {
      type: "object",
      properties: {
        conversation: text("Conversation (string)", "Id of the conversation it is on."),
        customer: text("Customer (string)", "Id of the customer, for a note without a conversation."),
        body: longText("Body (string)"),
        externalId: text("External ID (string)", "Held by one note; a second one with it is refused."),
        userMentions,
      },
      required: ["body"],
    },
    exampleOutput: exampleNote,
  },
  hasEffects: true,
  keys: (params) => {
    const externalId = textParam(params, "externalId");
    return {
      reads: ["conversation", "customer"].flatMap((name) => {
        const id = textParam(params, name);
        return id === "" ? [] : [`${name}:${id}`];
      }),
      writes: externalId === "" ? [] : [`note:externalId:${externalId}`],
    };
  },
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(noteBody, item.params);
        return "fault" in parsed ? parsed : { body: { body: parsed.body, author: authorOfRun(item) } };
      },
      write: (bodies, writer) => createNotes(writer, bodies),
      succeed: (row) => ({
        output: flatten(presentNote(context.orgId, row), {
          customer: row.customer_id,
          conversation: row.conversation_id,
        }),
        touched: { reads: [], writes: [`note:${row.id}`] },
        live: noteMessages(row, "created"),
      }),
    }),
};
