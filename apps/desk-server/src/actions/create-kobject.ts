import { kobjectBody } from "@hark/contract";
import type { Action } from "@hark/workflow";
import { createKobjects } from "../features/klasses/kobject-commands.ts";
import { custom, data, klassName, longText, tags, text } from "./description-parts.ts";
import { exampleKobject } from "./examples.ts";
import { externalIdKeys, kobjectWritten, parentKeys } from "./kobject-results.ts";
import { authorOfRun, readParams, runItems, textParam } from "./run-items.ts";

interface Creator {
  readonly name: string;
  readonly label: string;
  readonly purpose: string;
  readonly required: readonly string[];
}

/** An action that creates a custom object; the two of them differ in whether a customer is required. */
export function createKobjectAction({ name, label, purpose, required }: Creator): Action {
  return {
    description: {
      name,
      label,
      group: "Custom Object (KObject)",
      purpose,
      input: {
        type: "object",
        properties: {
          klassName,
          customer: text("Customer (string)", "Id of the customer on whose timeline it stands."),
          title: text("Title (string)"),
          externalId: text(
            "External ID (string)",
            "Held by one object of the klass; a second one with it is refused.",
          ),
          data,
          custom,
          description: longText("Description (string)"),
          images: { type: "array", title: "Images (array)", items: text("Image (string)") },
          icon: text("Icon (string)"),
          company: text("Company (string)", "Id of the company."),
          tags,
        },
        required,
      },
      exampleOutput: exampleKobject,
    },
    hasEffects: true,
    keys: (params) => ({ ...parentKeys(params), writes: externalIdKeys(params) }),
    run: (items, context) =>
      runItems(items, context, {
        read: (item) => {
          const parsed = readParams(kobjectBody, item.params);
          if ("fault" in parsed) return parsed;
          const klass = textParam(item.params, "klassName");
          return { body: { klass, body: parsed.body, author: authorOfRun(item) } };
        },
        write: (bodies, writer) => createKobjects(writer, bodies, true),
        succeed: (row) => kobjectWritten(context.orgId, row, "created"),
      }),
  };
}
