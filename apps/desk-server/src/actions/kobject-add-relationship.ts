import { deskId } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { z } from "zod";
import { relateKobjects } from "../features/klasses/kobject-relations.ts";
import { klassName, text } from "./description-parts.ts";
import { exampleKobject } from "./examples.ts";
import { kobjectWritten, parentKeys } from "./kobject-results.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

const params = z.object({ id: deskId, customer: deskId.optional(), company: deskId.optional() });

export const kobjectAddRelationship: Action = {
  description: {
    name: "kustomer.kobject.add-relationship",
    label: "Custom Object (KObject): Add Relationship",
    group: "Custom Object (KObject)",
    purpose: "Puts a custom object on a customer's timeline, or to a company, or both.",
    input: {
      type: "object",
      properties: {
        klassName,
        id: text("ID (string)", "Id of the custom object."),
        customer: text("Customer (string)", "Id of the customer."),
        company: text("Company (string)", "Id of the company."),
      },
      required: ["klassName", "id"],
    },
    exampleOutput: exampleKobject,
  },
  hasEffects: true,
  keys: (given) => ({ ...parentKeys(given), writes: [`kobject:${textParam(given, "id")}`] }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        if ("fault" in parsed) return parsed;
        const { customer, company } = parsed.body;
        if (customer === undefined && company === undefined) return { fault: nothingNamed };
        const klass = textParam(item.params, "klassName");
        return { body: { ...parsed.body, klass, author: authorOfRun(item) } };
      },
      write: (orders, writer) => relateKobjects(writer, orders),
      succeed: (row) => kobjectWritten(context.orgId, row, "updated"),
    }),
};

const nothingNamed = {
  code: "badparam",
  field: "customer",
  message: "name a customer or a company to put the object to",
} as const;
