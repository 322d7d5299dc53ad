import { readFileSync } from "node:fs";
import { firstOrganisation } from "@hark/accounts";
import { createWorkflow, deskCatalogue, mustFind } from "@hark/desk-server";
import { isJsonObject, type Json, secureRandom, systemClock } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import { checkDocument, exampleOutput, parseDocument } from "@hark/workflow/core";
import { StartError } from "../start-error.ts";
import { exitCode, print } from "./output.ts";
import { withDatabase } from "./with-database.ts";

interface CheckOptions {
  readonly json?: boolean;
  readonly example?: string;
}

/** What is wrong with a document, as the command tells it. */
interface Finding {
  readonly severity: "error" | "warning";
  readonly place: string;
  readonly message: string;
}

/** `hark workflow check FILE`: what is wrong with a document. Needs no database. */
export async function check(file: string, options: CheckOptions): Promise<number> {
  const example = options.example === undefined ? undefined : readJson(options.example);
  const findings = findingsOf(readJson(file), example);
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const verdict =
    errors === 0 ? `${file} can be published` : `${file} has ${errors} error${errors === 1 ? "" : "s"}`;
  const lines = findings.map(({ severity, place, message }) => `${severity.padEnd(7)} ${place}: ${message}`);
  print(options.json, { ok: errors === 0, findings }, [...lines, verdict].join("\n"));
  return errors === 0 ? exitCode.ok : exitCode.failed;
}

function findingsOf(document: Json, example: Json | undefined): Finding[] {
  const parsed = parseDocument(document);
  if (!parsed.ok)
    return parsed.faults.map(({ pointer, message }) => ({ severity: "error", place: pointer, message }));
  const { trigger } = parsed.document;
  const known = example === undefined ? {} : { example: exampleOutput(example, trigger) };
  return checkDocument(parsed.document, { catalogue: deskCatalogue(), ...known }).map(
    ({ severity, step, field, message, cure }) => ({
      severity,
      place: [step === undefined ? "document" : `step ${step}`, field].filter(Boolean).join(", "),
      message: `${message}; ${cure}`,
    }),
  );
}

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

function readJson(file: string): Json {
  try {
    // JSON.parse gives JSON and nothing else.
    return JSON.parse(readFileSync(file, "utf8")) as Json;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`${file} cannot be read: ${why}`, { cause: error });
  }
}
