import { isJsonObject, type JsonObject } from "@hark/kernel";
import type { Action, ActionResult } from "@hark/workflow";
import { text } from "./description-parts.ts";
import { faultResult, textParam } from "./run-items.ts";

const CALL = /^kustomer\.workflow\.([0-9a-zA-Z_-]+)\.call$/;
// What these names say must have happened: nobody can make it up.
const KEPT = /^kustomer\.(hooks|workflow|customer|conversation|message|note|company|kobject)(\.|$)/;

export const eventPublish: Action = {
  description: {
    name: "kustomer.event.publish",
    label: "Event: Publish",
    group: "Event",
    purpose:
      "Publishes an event; every enabled workflow with this event name runs on its data. kustomer.workflow.<id>.call calls a callable workflow, the data being its inputs.",
    input: {
      type: "object",
      properties: {
        name: text("Name (string)", "Such as shop.order.late."),
        data: { type: "object", title: "Data (object)", description: "What the workflows see as step 1." },
        sourceId: text("Source ID (string)", "What it is about; the run's own id when left out."),
      },
      required: ["name"],
    },
    exampleOutput: { name: "shop.order.late" },
  },
  hasEffects: true,
  keys: () => ({ reads: [], writes: [] }),
  run: async (items) =>
    items.map(({ params, runId }): ActionResult => {
      const name = textParam(params, "name");
      const data = dataOf(params);
      const called = CALL.exec(name)?.[1];
      if (called !== undefined) return { output: { name }, call: { workflowId: called, inputs: data } };
      if (KEPT.test(name)) return faultResult(keptName(name));
      if (!/^[\w.-]{3,200}$/.test(name)) return faultResult(badName);
      const sourceId = textParam(params, "sourceId") || runId;
      return { output: { name }, emits: [{ name, sourceId, data: () => data }] };
    }),
};

const dataOf = ({ data }: JsonObject): JsonObject => (isJsonObject(data) ? data : {});

const badName = {
  code: "badparam",
  field: "name",
  message: "name must be 3 to 200 letters, digits, _ - and dots, such as shop.order.late",
} as const;

const keptName = (name: string) =>
  ({
    code: "badparam",
    field: "name",
    message: `${name} is told by what happens and cannot be published; choose a name of your own`,
  }) as const;
