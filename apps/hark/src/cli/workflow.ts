import { firstOrganisation } from "@hark/accounts";
import { createWorkflow, deskCatalogue, mustFind } from "@hark/desk-server";
import { isJsonObject, secureRandom, systemClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { StartError } from "../start-error.ts";
import { exitCode, print } from "./output.ts";
import { readJson } from "./read-json.ts";
import { withDatabase } from "./with-database.ts";

interface ImportOptions {
  readonly json?: boolean;
  readonly enable?: boolean;
}

/** `hark workflow import FILE`: makes a workflow of a document, in the first organisation. */
export async function importFile(file: string, options: ImportOptions): Promise<number> {
  const document = readJson(file);
  if (!isJsonObject(document))
    throw new StartError(`${file} holds no workflow document; it must be one JSON object`);
  const { id, name, enabled } = await withOrganisation((database, orgId) =>
    createWorkflow(toolsOf(database), orgId, "command line", {
      ...document,
      ...(options.enable ? { enabled: true } : {}),
    }),
  );
  print(options.json, { id, name, enabled }, `${id}  ${name}${enabled ? " (enabled)" : " (a draft)"}`);
  return exitCode.ok;
}

/** `hark workflow export ID`: prints the bare document of a workflow. */
export async function exportDocument(id: string): Promise<number> {
  const workflow = await withOrganisation((database, orgId) => mustFind(toolsOf(database), orgId, id));
  process.stdout.write(`${JSON.stringify(workflow.draft, null, 2)}\n`);
  return exitCode.ok;
}

const toolsOf = (database: Database) => ({
  database,
  clock: systemClock,
  random: secureRandom,
  catalogue: deskCatalogue(),
});

function withOrganisation<Result>(
  work: (database: Database, orgId: string) => Promise<Result>,
): Promise<Result> {
  return withDatabase(async (database) => {
    const organisation = await firstOrganisation(database);
    if (!organisation) throw new StartError("there is no organisation yet; make the first owner first");
    return work(database, organisation.id);
  });
}
