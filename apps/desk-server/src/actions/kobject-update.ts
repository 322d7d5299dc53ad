import { deskId, kobjectChanges } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { updateKobjects } from "../features/klasses/kobject-commands.ts";
import { custom, data, klassName, longText, tags, text } from "./description-parts.ts";
import { exampleKobject } from "./examples.ts";
import { externalIdKeys, kobjectWritten } from "./kobject-results.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

const params = kobjectChanges.omit({ rev: true }).extend({ id: deskId });

export const kobjectUpdate: Action = {
  description: {
    name: "kustomer.kobject.update",
    label: "Custom Object (KObject): Update",
    group: "Custom Object (KObject)",
    purpose: "Changes a custom object. What is not named stays; custom attributes are laid over.",
    input: {
      type: "object",
      properties: {
        klassName,
        id: text("ID (string)", "Id of the custom object."),
        title: text("Title (string)"),
        externalId: text("External ID (string)"),
        data,
        custom,
        description: longText("Description (string)"),
        images: { type: "array", title: "Images (array)", items: text("Image (string)") },
        icon: text("Icon (string)"),
        tags,
      },
      required: ["klassName", "id"],
    },
    exampleOutput: exampleKobject,
  },
  hasEffects: true,
  keys: (given) => ({ reads: [], writes: [`kobject:${textParam(given, "id")}`, ...externalIdKeys(given)] }),
  run: (items, context) =>
    runItems(items, context, {
      read: (item) => {
        const parsed = readParams(params, item.params);
        if ("fault" in parsed) return parsed;
        const { id, ...changes } = parsed.body;
        const klass = textParam(item.params, "klassName");
        return { body: { id, klass, changes, author: authorOfRun(item) } };
      },
      write: (updates, writer) => updateKobjects(writer, updates, true),
      succeed: (row) => kobjectWritten(context.orgId, row, "updated"),
    }),
};
