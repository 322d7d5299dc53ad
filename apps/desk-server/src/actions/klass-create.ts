import { klassBody } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { createKlass } from "../features/klasses/klass-commands.ts";
import { presentKlass } from "../features/klasses/klass-present.ts";
import type { KlassRow } from "../features/klasses/klass-store.ts";
import { flatten } from "../records/envelope.ts";
import type { Outcome } from "../records/fault.ts";
import { text } from "./description-parts.ts";
import { exampleKlass } from "./examples.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

export const klassCreate: Action = {
  description: {
    name: "kustomer.klass.create",
    label: "Klass: Create",
    group: "Klass",
    purpose: "Creates a klass, the type of custom objects. A name that is taken is an error.",
    input: {
      type: "object",
      properties: {
        name: text("Name (string)", "Letters, digits, _ and -; it stays for life."),
        displayName: text("Display Name (string)"),
        icon: text("Icon (string)"),
        color: text("Color (string)"),
        metadata: {
          type: "object",
          title: "Metadata (object)",
          description: "Attributes to declare with it: {properties: {ratingNum: {}}}.",
        },
      },
      required: ["name"],
    },
    exampleOutput: exampleKlass,
  },
  hasEffects: true,
  keys: (params) => ({ reads: [], writes: [`klass:${textParam(params, "name")}`] }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(klassBody, item.params);
        return "fault" in parsed ? parsed : { body: { body: parsed.body, author: authorOfRun(item) } };
      },
      write: async (bodies, writer) => {
        // Klasses are made a few times in the life of an organisation, so each takes its own statement.
        const outcomes: Outcome<KlassRow>[] = [];
        for (const body of bodies) outcomes.push(await createKlass(writer, body));
        return outcomes;
      },
      succeed: (row) => ({
        output: flatten(presentKlass(context.orgId, row), {}),
        live: [{ topic: "klasses", data: { type: "klass", id: row.id, change: "created" } }],
      }),
    }),
};
