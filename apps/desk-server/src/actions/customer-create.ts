import { customerBody } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { createCustomers } from "../features/customers/commands.ts";
import { customerProperties } from "./customer-input.ts";
import { customerWritten, identityKeys } from "./customer-results.ts";
import { exampleCustomer } from "./examples.ts";
import { authorOfRun, readParams, runItems } from "./run-items.ts";

export const customerCreate: Action = {
  description: {
    name: "kustomer.customer.create",
    label: "Customer: Create",
    group: "Customer",
    purpose:
      "Creates a customer. Fails when somebody has the e-mail address, phone number or external ID: find them first.",
    input: { type: "object", properties: customerProperties },
    exampleOutput: exampleCustomer,
  },
  hasEffects: true,
  keys: (params) => ({ reads: [], writes: identityKeys(params) }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(customerBody, item.params);
        return "fault" in parsed ? parsed : { body: { body: parsed.body, author: authorOfRun(item) } };
      },
      write: (bodies, writer) => createCustomers(writer, bodies, true),
      succeed: (row) => customerWritten(context.orgId, row, "created"),
    }),
};
