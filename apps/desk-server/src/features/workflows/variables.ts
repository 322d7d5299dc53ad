import { HarkError, type Json } from "@hark/kernel";
import { type OpenVariables, type VariableValues, variablesOf } from "@hark/workflow";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";

const VISIBLE_CHARS = 4;
const MIN_MASKED = 12;

/** Body that makes or replaces a variable. */
export const variableBody = z.strictObject({
  name: z
    .string({ error: "must be text" })
    .trim()
    .min(1, "is empty; say what it is for")
    .max(100, "is longer than 100 characters"),
  type: z
    .enum(["string", "number", "boolean"], { error: "must be string, number or boolean" })
    .default("string"),
  value: z.union([z.string().max(10_000, "is longer than 10,000 characters"), z.number(), z.boolean()], {
    error: "must be text, a number, true or false",
  }),
});

/** A variable ready to be stored. Throws `badparam` when the value is not of its type. */
export function sealVariable(
  secrets: DeskDeps["secrets"],
  orgId: string,
  { name, type, value }: z.infer<typeof variableBody>,
): VariableValues {
  // Its JSON type is the type it is declared with.
  if (typeof value !== type)
    throw new HarkError("badparam", `value must be a ${type}, as its type says`, { pointer: "/value" });
  return { name, type, sealed: secrets.seal(JSON.stringify(value), orgId), masked: maskedOf(String(value)) };
}

// Of a short secret, four characters would give too much away.
const maskedOf = (text: string): string =>
  text.length < MIN_MASKED ? "••••" : `••••${text.slice(-VISIBLE_CHARS)}`;

/** Opens variables for the engine, which masks their values wherever it writes them down. */
export const openVariables =
  (secrets: DeskDeps["secrets"]): OpenVariables =>
  async (sql, orgId, workflowIds) => {
    const values = new Map<string, Record<string, Json>>();
    for (const row of await variablesOf(sql, orgId, workflowIds)) {
      const own = values.get(row.workflow_id) ?? {};
      // Was sealed by us, from JSON.
      own[row.id] = JSON.parse(secrets.open(row.sealed, orgId)) as Json;
      values.set(row.workflow_id, own);
    }
    return values;
  };
