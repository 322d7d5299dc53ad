import { customerBody, deskId } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { updateCustomers } from "../features/customers/commands.ts";
import { type CustomerRow, customerTable } from "../features/customers/customer.ts";
import { identitiesOf, identityKey } from "../features/customers/identity.ts";
import { readRecords } from "../records/table.ts";
import { customerProperties } from "./customer-input.ts";
import { customerWritten, identityKeys } from "./customer-results.ts";
import { text } from "./description-parts.ts";
import { exampleCustomer } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

const params = customerBody.omit({ rev: true }).extend({ id: deskId });

export const customerUpdate: Action = {
  description: {
    name: "kustomer.customer.update",
    label: "Customer: Update",
    group: "Customer",
    purpose:
      "Changes a customer. What is not named stays; a list that is named is replaced, custom attributes are laid over.",
    input: {
      type: "object",
      properties: { id: text("ID (string)", "Id of the customer."), ...customerProperties },
      required: ["id"],
    },
    exampleOutput: exampleCustomer,
  },
  hasEffects: true,
  keys: (given) => ({ reads: [], writes: [`customer:${textParam(given, "id")}`, ...identityKeys(given)] }),
  run: async (items, context) => {
    // Addresses that a customer loses are keys too: a later run of the batch must not have looked somebody up by them.
    const moved = items.filter((item) => identityKeys(item.params).length > 0);
    const before = await readRecords<CustomerRow>(
      context.tx,
      customerTable,
      context.orgId,
      moved.map((item) => textParam(item.params, "id")),
    );
    return runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        if ("fault" in parsed) return parsed;
        const { id, ...changes } = parsed.body;
        return { body: { id, changes, author: authorOfRun(item) } };
      },
      write: (updates, writer) => updateCustomers(writer, updates, true),
      succeed: (row) => {
        const result = customerWritten(context.orgId, row, "updated");
        const old = before.get(row.id);
        if ("error" in result || !old || !result.touched) return result;
        const lost = identitiesOf(old).map(identityKey);
        return { ...result, touched: { reads: [], writes: [...result.touched.writes, ...lost] } };
      },
    });
  },
};
