// `npm run docs`: writes the pages that are made from the code.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationPage } from "../apps/hark/src/config-page.ts";
import { jsonSchemas } from "../packages/contract/src/json-schema.ts";
import { expressionsPage } from "../packages/workflow/src/docs/expressions-page.ts";

const docs = join(import.meta.dirname, "..", "docs");
writeFileSync(join(docs, "configuration.md"), configurationPage());
writeFileSync(join(docs, "expressions.md"), expressionsPage());
for (const [name, schema] of Object.entries(jsonSchemas))
  writeFileSync(join(docs, "schemas", `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
