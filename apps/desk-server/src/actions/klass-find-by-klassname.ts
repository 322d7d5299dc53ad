import { presentKlass } from "../features/klasses/klass-present.ts";
import { findKlasses } from "../features/klasses/klass-store.ts";
import { flatten } from "../records/envelope.ts";
import { exampleKlass } from "./examples.ts";
import { findRecordAction } from "./find-record.ts";

export const klassFindByKlassname = findRecordAction({
  name: "kustomer.klass.find-by-klassname",
  label: "Klass: Find By Klass Name",
  group: "Klass",
  purpose: "Finds a klass by its name. Finds none: the output is empty.",
  param: "klassName",
  paramTitle: "Klass Name (string)",
  exampleOutput: exampleKlass,
  lookupKey: (value) => [`klass:${value}`],
  recordKey: (id) => `klass:id:${id}`,
  find: async (tx, orgId, values) => {
    const rows = await findKlasses(tx, orgId, values);
    return new Map(
      rows.map((row) => [row.name, { id: row.id, output: flatten(presentKlass(orgId, row), {}) }]),
    );
  },
});
