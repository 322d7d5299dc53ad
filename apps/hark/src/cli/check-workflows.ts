import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { deskCatalogue } from "@hark/desk-server";
import { isJsonObject, type Json } from "@hark/kernel";
import { checkDocument, exampleOutput, parseDocument } from "@hark/workflow/core";
import { StartError } from "../start-error.ts";
import { exitCode, print } from "./output.ts";
import { readJson } from "./read-json.ts";

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

/** What was found of one file: what is wrong with its document, or why there is none. */
type Checked =
  | { readonly file: string; readonly ok: boolean; readonly findings: readonly Finding[] }
  | { readonly file: string; readonly ok: false; readonly unreadable: string };

/** `hark workflow check FILE…`: what is wrong with documents; of a folder, with all of its *.json. Needs no database. */
export function checkAll(paths: readonly string[], options: CheckOptions): number {
  let example: Json | undefined;
  try {
    example = options.example === undefined ? undefined : readJson(options.example);
  } catch (error) {
    return refuse(error);
  }
  const checked = paths.flatMap(filesAt).map((file) => checkFile(file, example));
  const [only] = checked;
  if (only !== undefined && paths.length === 1 && only.file === paths[0]) tellOne(only, options);
  else print(options.json, checked, [...checked.map(section), summary(checked)].join("\n\n"));
  if (checked.some((entry) => "unreadable" in entry)) return exitCode.usage;
  return checked.every((entry) => entry.ok) ? exitCode.ok : exitCode.failed;
}

function refuse(error: unknown): number {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`hark: ${error.message}\n`);
  return exitCode.usage;
}

/** The file itself, or the documents of a folder in the order of their names; the folder itself when it holds none. */
function filesAt(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.length === 0 ? [path] : names.toSorted().map((name) => join(path, name));
}

function checkFile(file: string, example: Json | undefined): Checked {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
      return { file, ok: false, unreadable: `${file} holds no *.json; name a folder of documents` };
    const document = readJson(file);
    if (!isJsonObject(document))
      return {
        file,
        ok: false,
        unreadable: `${file} holds no workflow document; it must be one JSON object`,
      };
    const findings = findingsOf(document, example);
    return { file, ok: findings.every((finding) => finding.severity !== "error"), findings };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { file, ok: false, unreadable: error.message };
  }
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

/** One file, named by itself: what `check` always printed. */
function tellOne(checked: Checked, { json }: CheckOptions): void {
  if ("unreadable" in checked) process.stderr.write(`hark: ${checked.unreadable}\n`);
  else print(json, { ok: checked.ok, findings: checked.findings }, linesOf(checked).join("\n"));
}

const section = (checked: Checked): string => [`# ${checked.file}`, ...linesOf(checked)].join("\n");

function linesOf(checked: Checked): readonly string[] {
  if ("unreadable" in checked) return [checked.unreadable];
  const { file, findings } = checked;
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const verdict =
    errors === 0 ? `${file} can be published` : `${file} has ${errors} error${errors === 1 ? "" : "s"}`;
  return [
    ...findings.map(({ severity, place, message }) => `${severity.padEnd(7)} ${place}: ${message}`),
    verdict,
  ];
}

function summary(checked: readonly Checked[]): string {
  const fine = checked.filter((entry) => entry.ok).length;
  return `${fine} of ${checked.length} can be published`;
}
