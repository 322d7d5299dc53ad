import { parseDocument, type WorkflowDocument } from "@hark/workflow/core";

/** Reads a workflow that someone pasted: its text as JSON, then its form. The fault says what to mend. */
export function readPastedDocument(
  text: string,
):
  | { readonly ok: true; readonly document: WorkflowDocument }
  | { readonly ok: false; readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      fault: `This does not read as JSON: ${error instanceof Error ? error.message : "check it"}`,
    };
  }
  const parsed = parseDocument(value);
  if (parsed.ok) return { ok: true, document: parsed.document };
  const faults = parsed.faults.map((fault) => `${fault.pointer || "document"}: ${fault.message}`);
  return { ok: false, fault: faults.slice(0, 5).join("; ") };
}
