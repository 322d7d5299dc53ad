import type { DryRunData } from "../runs/run.ts";
import type { Draft } from "./history.ts";

/** What a test runs on: the example data, something a hook received, or what started an earlier run. */
export type TestSubject =
  | { readonly kind: "example" }
  | { readonly kind: "transaction"; readonly id: string }
  | { readonly kind: "run"; readonly id: string };

/** Reads `run:<id>` or `transaction:<id>` of an address; anything else is the example. */
export function readSubject(text: string | null): TestSubject {
  const [kind, id] = (text ?? "").split(":");
  return (kind === "run" || kind === "transaction") && id !== undefined && id !== ""
    ? { kind, id }
    : { kind: "example" };
}

/** A subject as it stands in the address; null for the example. */
export const subjectText = (subject: TestSubject): string | null =>
  subject.kind === "example" ? null : `${subject.kind}:${subject.id}`;

/** What the server is to run on; undefined when that is example data and there is none. */
export function dataOf(subject: TestSubject, { example }: Draft): DryRunData | undefined {
  if (subject.kind === "run") return { run: subject.id };
  if (subject.kind === "transaction") return { transaction: subject.id };
  return example === null ? undefined : { data: example };
}
