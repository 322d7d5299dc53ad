import { isJsonObject, type Json } from "@hark/kernel";

/** Example data as step 1's output: a bare body that was pasted is put where a hook's transaction has it. */
export function asExample(value: Json): Json {
  const isTransaction =
    isJsonObject(value) && isJsonObject(value["attributes"]) && "data" in value["attributes"];
  if (isTransaction) return value;
  const createdAt = "2026-01-01T00:00:00.000Z";
  return { id: "example", type: "transaction", attributes: { createdAt, data: value } };
}

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
