import { flatUser } from "../features/users/present.ts";
import { type UserRow, userTable } from "../features/users/user.ts";
import { readRecords } from "../records/table.ts";
import { exampleUser } from "./examples.ts";
import { findRecordAction, foundById } from "./find-record.ts";

export const userFindById = findRecordAction({
  name: "kustomer.user.find-by-id",
  label: "User: Find By ID",
  group: "User",
  purpose: "Finds a user by their id. Finds none: the output is empty.",
  param: "id",
  paramTitle: "ID (string)",
  exampleOutput: exampleUser,
  lookupKey: (value) => [`user:${value}`],
  recordKey: (id) => `user:${id}`,
  find: async (tx, orgId, values) =>
    foundById((await readRecords<UserRow>(tx, userTable, orgId, values)).values(), (row) =>
      flatUser(orgId, row),
    ),
});
