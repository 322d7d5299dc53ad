import type { Action } from "@hark/workflow";
import { findByExternalIds } from "../features/klasses/kobject-store.ts";
import { klassName, text } from "./description-parts.ts";
import { exampleKobject } from "./examples.ts";
import { externalIdKeys, kobjectOutput } from "./kobject-results.ts";
import { textParam } from "./run-items.ts";

export const kobjectFindByExternalId: Action = {
  description: {
    name: "kustomer.kobject.find-by-external-id",
    label: "Custom Object (KObject): Find By External ID",
    group: "Custom Object (KObject)",
    purpose: "Finds the custom object of a klass with another system's id. Finds none: the output is empty.",
    input: {
      type: "object",
      properties: { klassName, externalId: text("External ID (string)") },
      required: ["klassName", "externalId"],
    },
    exampleOutput: exampleKobject,
  },
  hasEffects: false,
  keys: (params) => ({ reads: externalIdKeys(params), writes: [] }),
  run: async (items, { tx, orgId }) => {
    const wanted = items.map(({ params }) => ({
      klass_name: textParam(params, "klassName"),
      external_id: textParam(params, "externalId"),
    }));
    const rows = await findByExternalIds(tx, orgId, wanted);
    const byKey = new Map(rows.map((row) => [`${row.klass_name} ${row.external_id ?? ""}`, row]));
    return wanted.map(({ klass_name: klass, external_id: externalId }) => {
      const row = byKey.get(`${klass} ${externalId}`);
      if (!row) return { output: {} };
      return { output: kobjectOutput(orgId, row), touched: { reads: [`kobject:${row.id}`], writes: [] } };
    });
  },
};
