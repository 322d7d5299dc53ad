import { flatMessage } from "../features/messages/happened.ts";
import { type MessageRow, messageTable } from "../features/messages/message.ts";
import { readRecords } from "../records/table.ts";
import { exampleMessage } from "./examples.ts";
import { findRecordAction, foundById } from "./find-record.ts";

export const messageFindById = findRecordAction({
  name: "kustomer.message.find-by-id",
  label: "Message: Find By ID",
  group: "Message",
  purpose: "Finds a message by its id. Finds none: the output is empty.",
  param: "id",
  paramTitle: "ID (string)",
  exampleOutput: exampleMessage,
  lookupKey: (value) => [`message:${value}`],
  recordKey: (id) => `message:${id}`,
  find: async (tx, orgId, values) =>
    foundById((await readRecords<MessageRow>(tx, messageTable, orgId, values)).values(), (row) =>
      flatMessage(orgId, row),
    ),
});
