// `npm run docs`: writes the pages that are made from the code.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationPage } from "../apps/hark/src/config-page.ts";

const docs = join(import.meta.dirname, "..", "docs");
writeFileSync(join(docs, "configuration.md"), configurationPage());
