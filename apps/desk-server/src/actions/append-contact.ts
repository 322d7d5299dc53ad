import { customerBody, deskId } from "@hark/contract";
import { isJsonObject, type JsonObject } from "@hark/kernel";
import type { Action } from "@hark/workflow";
import { z } from "zod";
import { appendContacts } from "../features/customers/append.ts";
import { identityKey, identityValue } from "../features/customers/identity.ts";
import { customerWritten } from "./customer-results.ts";
import { text } from "./description-parts.ts";
import { exampleCustomer } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

interface Appender {
  readonly kind: "email" | "phone";
  readonly list: "emails" | "phones";
  readonly name: string;
  readonly label: string;
  readonly purpose: string;
  readonly title: string;
  readonly types: readonly string[];
}

/** An action that adds one address or number to those a customer has. */
export function appendContactAction(appender: Appender): Action {
  const { kind, list, types } = appender;
  const params = z.object({ id: deskId, entry: z.json() });
  const entryOf = ({ [kind]: value, type, verified }: JsonObject): JsonObject => ({
    // The wire's own form of an entry is taken too.
    ...(isJsonObject(value) ? value : { [kind]: value ?? "" }),
    ...(type === undefined || type === null ? {} : { type }),
    ...(verified === undefined || verified === null ? {} : { verified }),
  });
  return {
    description: {
      name: appender.name,
      label: appender.label,
      group: "Customer",
      purpose: appender.purpose,
      input: {
        type: "object",
        properties: {
          id: text("ID (string)", "Id of the customer."),
          [kind]: text(appender.title),
          type: { type: "string", title: "Type (string)", enum: types },
          verified: { type: "boolean", title: "Verified (boolean)" },
        },
        required: ["id", kind],
      },
      exampleOutput: exampleCustomer,
    },
    hasEffects: true,
    keys: (given) => ({
      reads: [],
      writes: [
        `customer:${textParam(given, "id")}`,
        identityKey({ kind, value: identityValue(kind, textParam(given, kind)) }),
      ],
    }),
    run: (items, context) =>
      runItems(items, context, {
        read: (item) => {
          const parsed = readParams(params, { id: item.params["id"] ?? "", entry: entryOf(item.params) });
          if ("fault" in parsed) return parsed;
          const changes = readParams(customerBody, { [list]: [parsed.body.entry] });
          if ("fault" in changes) return { fault: { ...changes.fault, field: kind } };
          return { body: { id: parsed.body.id, changes: changes.body, author: authorOfRun(item) } };
        },
        write: (bodies, writer) => appendContacts(writer, bodies),
        succeed: (row) => customerWritten(context.orgId, row, "updated"),
      }),
  };
}
