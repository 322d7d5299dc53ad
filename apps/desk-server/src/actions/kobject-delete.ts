import { deskId } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { z } from "zod";
import { removeKobjects } from "../features/klasses/kobject-relations.ts";
import { klassName, text } from "./description-parts.ts";
import { exampleKobject } from "./examples.ts";
import { externalIdKeys, kobjectWritten } from "./kobject-results.ts";
import { readParams, runItems, textParam } from "./run-items.ts";

const params = z.object({ id: deskId });

export const kobjectDelete: Action = {
  description: {
    name: "kustomer.kobject.delete",
    label: "Custom Object (KObject): Delete",
    group: "Custom Object (KObject)",
    purpose: "Deletes a custom object, and puts out what it was.",
    input: {
      type: "object",
      properties: { klassName, id: text("ID (string)", "Id of the custom object.") },
      required: ["klassName", "id"],
    },
    exampleOutput: exampleKobject,
  },
  hasEffects: true,
  keys: (given) => ({ reads: [], writes: [`kobject:${textParam(given, "id")}`] }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        if ("fault" in parsed) return parsed;
        return { body: { id: parsed.body.id, klass: textParam(item.params, "klassName") } };
      },
      write: (orders, writer) => removeKobjects(writer, orders),
      succeed: (row) => {
        const result = kobjectWritten(context.orgId, row, "deleted");
        if ("error" in result || !result.touched) return result;
        // The external id is free again: a later run of the batch must not have looked for it.
        const freed = externalIdKeys({ klassName: row.klass_name, externalId: row.external_id });
        return { ...result, touched: { reads: [], writes: [...result.touched.writes, ...freed] } };
      },
    }),
};
