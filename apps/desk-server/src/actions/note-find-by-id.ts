import { flatNote } from "../features/notes/happened.ts";
import { type NoteRow, noteTable } from "../features/notes/note.ts";
import { readRecords } from "../records/table.ts";
import { exampleNote } from "./examples.ts";
import { findRecordAction, foundById } from "./find-record.ts";

export const noteFindById = findRecordAction({
  name: "kustomer.note.find-by-id",
  label: "Note: Find By ID",
  group: "Note",
  purpose: "Finds a note by its id. Finds none: the output is empty.",
  param: "id",
  paramTitle: "ID (string)",
  exampleOutput: exampleNote,
  lookupKey: (value) => [`note:${value}`],
  recordKey: (id) => `note:${id}`,
  find: async (tx, orgId, values) =>
    foundById((await readRecords<NoteRow>(tx, noteTable, orgId, values)).values(), (row) =>
      flatNote(orgId, row),
    ),
});
