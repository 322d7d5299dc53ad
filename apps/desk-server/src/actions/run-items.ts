import type { Json, JsonObject } from "@hark/kernel";
import type { ActionContext, ActionItem, ActionResult, EmittedEvent } from "@hark/workflow";
import type { z } from "zod";
import { cleanJson } from "../records/clean.ts";
import { type Outcome, parseBody, type RecordFault } from "../records/fault.ts";
import { narrowTo } from "../records/narrow.ts";
import type { Author, Writer } from "../records/writer.ts";

/** The writer of a batch's transaction, and what happened to records through it, by run. */
function writerOf(context: ActionContext): { writer: Writer; emitted: Map<string, EmittedEvent[]> } {
  const { orgId, tx, now, alone } = context;
  const emitted = new Map<string, EmittedEvent[]>();
  const happened: Writer["happened"] = ({ author: { runId }, event }) => {
    if (runId === null) return;
    const events = emitted.get(runId);
    if (events) events.push(event);
    else emitted.set(runId, [event]);
  };
  return { writer: { orgId, sql: tx, now, alone, newId: () => context.newId(), happened }, emitted };
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
  const known: JsonObject = {};
  for (const name in params) {
    const value = params[name] ?? null;
    if (value !== null && Object.hasOwn(schema.shape, name)) known[name] = value;
  }
  // Narrowed, it gives what the whole schema would: what it leaves out is not there and need not be.
  return parseBody(narrowTo(schema, known) as Schema, cleanJson(known));
}

interface Steps<Body, Row> {
  read(item: ActionItem): { readonly body: Body } | { readonly fault: RecordFault };
  /** Gives one outcome per body, in order. */
  write(bodies: readonly Body[], writer: Writer): Promise<readonly Outcome<Row>[]>;
  succeed(row: Row): ActionResult;
}

/**
 * Runs all items through one write: those whose params do not fit are left out of it. One result per item, in order; what
 * happened to records goes with the result of the run that did it.
 */
export async function runItems<Body, Row>(
  items: readonly ActionItem[],
  context: ActionContext,
  { read, write, succeed }: Steps<Body, Row>,
): Promise<ActionResult[]> {
  const parsed = items.map(read);
  const bodies = parsed.flatMap((entry) => ("body" in entry ? [entry.body] : []));
  const { writer, emitted } = writerOf(context);
  const outcomes = bodies.length > 0 ? [...(await write(bodies, writer))] : [];
  return parsed.map((entry, at) => {
    if ("fault" in entry) return faultResult(entry.fault);
    const outcome = outcomes.shift();
    if (!outcome) throw new Error("a write gave fewer outcomes than it was asked for");
    if ("fault" in outcome) return faultResult(outcome.fault);
    const result = succeed(outcome.row);
    const emits = emitted.get(items[at]?.runId ?? "");
    return emits && !("error" in result) ? { ...result, emits } : result;
  });
}

/** A param as text, or the empty text. */
export function textParam(params: Readonly<Record<string, Json>>, name: string): string {
  const value = params[name];
  return typeof value === "string" ? value : "";
}
