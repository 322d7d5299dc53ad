import { flatUser } from "../features/users/present.ts";
import { findUsersByEmail } from "../features/users/store.ts";
import { exampleUser } from "./examples.ts";
import { findRecordAction } from "./find-record.ts";

export const userFindByEmail = findRecordAction({
  name: "kustomer.user.find-by-email",
  label: "User: Find By Email",
  group: "User",
  purpose: "Finds a user by e-mail address, in whatever case. Finds none: the output is empty.",
  param: "email",
  paramTitle: "Email (string)",
  exampleOutput: exampleUser,
  normal: (value) => value.trim().toLowerCase(),
  lookupKey: (value) => [`user:email:${value}`],
  recordKey: (id) => `user:${id}`,
  find: async (tx, orgId, values) => {
    const rows = await findUsersByEmail(tx, orgId, values);
    return new Map(
      rows.map((row) => [row.email.toLowerCase(), { id: row.id, output: flatUser(orgId, row) }]),
    );
  },
});
