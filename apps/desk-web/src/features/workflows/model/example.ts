import type { Json } from "@hark/kernel";

/** Reads example data as it is typed; the fault says where it does not read. */
export function readExample(
  text: string,
): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly fault: string } {
  if (text.trim() === "") return { ok: false, fault: "Paste an example of what will come in" };
  try {
    return { ok: true, value: JSON.parse(text) as Json }; // what JSON.parse gives is JSON
  } catch (error) {
    return {
      ok: false,
      fault: `This does not read as JSON: ${error instanceof Error ? error.message : "check it"}`,
    };
  }
}
