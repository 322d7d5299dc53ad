import { deskId, noteChanges } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { updateNotes } from "../features/notes/commands.ts";
import { flatNote } from "../features/notes/happened.ts";
import { noteMessages } from "../features/notes/messages.ts";
import { longText, text, userMentions } from "./description-parts.ts";
import { exampleNote } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

const params = noteChanges.extend({ id: deskId });

export const noteUpdate: Action = {
  description: {
    name: "kustomer.note.update",
    label: "Note: Update",
    group: "Note",
    purpose: "Changes a note. What is not named stays.",
    input: {
      type: "object",
      properties: {
        id: text("ID (string)", "Id of the note."),
        body: longText("Body (string)"),
        conversation: text("Conversation (string)", "Another conversation of the same customer."),
        externalId: text("External ID (string)", "Held by one note; a second one with it is refused."),
        userMentions,
      },
      required: ["id"],
    },
    exampleOutput: exampleNote,
  },
  hasEffects: true,
  keys: (given) => {
    const externalId = textParam(given, "externalId");
    const conversation = textParam(given, "conversation");
    return {
      reads: conversation === "" ? [] : [`conversation:${conversation}`],
      writes: [
        `note:${textParam(given, "id")}`,
        ...(externalId === "" ? [] : [`note:externalId:${externalId}`]),
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
      write: (updates, writer) => updateNotes(writer, updates),
      succeed: (row) => ({
        output: flatNote(context.orgId, row),
        touched: { reads: [], writes: [`note:${row.id}`] },
        live: noteMessages(row, "updated"),
      }),
    }),
};
