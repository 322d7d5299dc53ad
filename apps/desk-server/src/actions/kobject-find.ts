import type { Action } from "@hark/workflow";
import { type KobjectRow, kobjectTable } from "../features/klasses/kobject.ts";
import { readRecords } from "../records/table.ts";
import { klassName, text } from "./description-parts.ts";
import { exampleKobject } from "./examples.ts";
import { kobjectOutput } from "./kobject-results.ts";
import { textParam } from "./run-items.ts";

export const kobjectFind: Action = {
  description: {
    name: "kustomer.kobject.find",
    label: "Custom Object (KObject): Find",
    group: "Custom Object (KObject)",
    purpose: "Finds a custom object of a klass by its id. Finds none: the output is empty.",
    input: {
      type: "object",
      properties: { klassName, id: text("ID (string)", "Id of the custom object.") },
      required: ["klassName", "id"],
    },
    exampleOutput: exampleKobject,
  },
  hasEffects: false,
  keys: (params) => ({ reads: [`kobject:${textParam(params, "id")}`], writes: [] }),
  run: async (items, { tx, orgId }) => {
    const ids = items.map(({ params }) => textParam(params, "id"));
    const rows = await readRecords<KobjectRow>(tx, kobjectTable, orgId, ids);
    return items.map(({ params }) => {
      const row = rows.get(textParam(params, "id"));
      if (!row || row.klass_name !== textParam(params, "klassName")) return { output: {} };
      return { output: kobjectOutput(orgId, row) };
    });
  },
};
