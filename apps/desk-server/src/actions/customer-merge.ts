import { deskId } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { z } from "zod";
import { identitiesOf, identityKey } from "../features/customers/identity.ts";
import { mergeCustomers } from "../features/customers/merge.ts";
import { customerMessages } from "../features/customers/messages.ts";
import { customerOutput } from "./customer-results.ts";
import { text } from "./description-parts.ts";
import { exampleCustomer } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

const params = z.object({ source: deskId, target: deskId });

/** Everything of a customer that another run may have looked at or written to. */
const keysOf = (id: string): string[] => [
  `customer:${id}`,
  `customer:${id}:conversations`,
  `customer:${id}:messages`,
];

export const customerMerge: Action = {
  description: {
    name: "kustomer.customer.merge",
    label: "Customer: Merge",
    group: "Customer",
    purpose:
      "Merges one customer into another: everything of the source goes to the target, and the source is deleted. Where both say something, the target wins.",
    input: {
      type: "object",
      properties: {
        source: text("Source (string)", "Id of the customer who goes."),
        target: text("Target (string)", "Id of the customer who stays."),
      },
      required: ["source", "target"],
    },
    exampleOutput: exampleCustomer,
  },
  hasEffects: true,
  keys: (given) => ({
    reads: [],
    writes: [...keysOf(textParam(given, "source")), ...keysOf(textParam(given, "target"))],
  }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        return "fault" in parsed ? parsed : { body: { ...parsed.body, author: authorOfRun(item) } };
      },
      write: (orders, writer) => mergeCustomers(writer, orders),
      succeed: ({ source, target, moved }) => ({
        output: customerOutput(context.orgId, target),
        touched: { reads: [], writes: [...identitiesOf(source).map(identityKey), ...moved] },
        live: [...customerMessages(source.id, "deleted"), ...customerMessages(target.id, "updated")],
      }),
    }),
};
