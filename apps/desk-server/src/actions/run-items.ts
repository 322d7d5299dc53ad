import type { Json } from "@hark/kernel";
import type { ActionContext, ActionItem, ActionResult } from "@hark/workflow";
import type { z } from "zod";
import { cleanJson } from "../records/clean.ts";
import { type Outcome, parseBody, type RecordFault } from "../records/fault.ts";
import type { Author, Writer } from "../records/writer.ts";

/** The writer of a batch's transaction. */
export function writerOf(context: ActionContext): Writer {
  const { orgId, tx, now, alone } = context;
  return { orgId, sql: tx, now, alone, newId: () => context.newId() };
}

/** The author of what a run writes. */
export function authorOfRun(item: ActionItem): Author {
  return { userId: null, workflowId: item.workflowId, runId: item.runId };
}

/** An expected failure as a run's journal keeps it. */
export function faultResult({ code, message, field }: RecordFault): ActionResult {
  return { error: { code, message, field } };
}

/** The params that a schema knows, parsed. Others are left out: an action of a newer version may know them. */
export function readParams<Schema extends z.ZodObject>(
  schema: Schema,
  params: Readonly<Record<string, Json>>,
): { readonly body: z.output<Schema> } | { readonly fault: RecordFault } {
  const known = Object.entries(params).filter(([name, value]) => name in schema.shape && value !== null);
  return parseBody(schema, cleanJson(Object.fromEntries(known)));
}

interface Steps<Body, Row> {
  read(item: ActionItem): { readonly body: Body } | { readonly fault: RecordFault };
  /** Gives one outcome per body, in order. */
  write(bodies: readonly Body[]): Promise<readonly Outcome<Row>[]>;
  succeed(row: Row): ActionResult;
}

/** Runs all items through one write: those whose params do not fit are left out of it. One result per item, in order. */
export async function runItems<Body, Row>(
  items: readonly ActionItem[],
  { read, write, succeed }: Steps<Body, Row>,
): Promise<ActionResult[]> {
  const parsed = items.map(read);
  const bodies = parsed.flatMap((entry) => ("body" in entry ? [entry.body] : []));
  const outcomes = bodies.length > 0 ? [...(await write(bodies))] : [];
  return parsed.map((entry) => {
    if ("fault" in entry) return faultResult(entry.fault);
    const outcome = outcomes.shift();
    if (!outcome) throw new Error("a write gave fewer outcomes than it was asked for");
    return "row" in outcome ? succeed(outcome.row) : faultResult(outcome.fault);
  });
}

/** A param as text, or the empty text. */
export function textParam(params: Readonly<Record<string, Json>>, name: string): string {
  const value = params[name];
  return typeof value === "string" ? value : "";
}
