import { Breath, type Clock, idSequence, type Json, type RandomBytes } from "@hark/kernel";
import type { Database } from "@hark/postgres";
import type { Advanced, JournalEntry, StepError } from "../core/advance.ts";
import type { ActionCatalogue } from "../core/catalogue.ts";
import type { WorkflowDocument } from "../core/definition.ts";
import type { QueuedRun } from "../store/queue.ts";
import { type AnyAction, isOutside, type OutsideRequest } from "./action.ts";
import { moveBatch } from "./batch.ts";
import { ConflictLedger } from "./conflicts.ts";
import { maskedJournal } from "./journal.ts";
import { type OpenVariables, variablesOfRuns } from "./variables.ts";
import { loadVersion } from "./versions.ts";

/** What to run. */
export interface DryRunRequest {
  readonly orgId: string;
  /** Whose variables apply. */
  readonly workflowId: string;
  readonly document: WorkflowDocument;
  /** Step 1's output. */
  readonly data: Json;
}

/** What would have happened. */
export interface DryRun {
  readonly state: "completed" | "failed" | "waiting";
  readonly error: (StepError & { readonly step: string }) | null;
  /** What a real run would wait for. */
  readonly waitingFor: string | null;
  readonly journal: readonly JournalEntry[];
  /** Calls that were not made; the run went on with the action's example answer. */
  readonly outsideCalls: readonly { readonly stepId: string; readonly request: OutsideRequest }[];
}

export interface DryRunTools {
  readonly database: Database;
  readonly actions: readonly AnyAction[];
  readonly catalogue: ActionCatalogue;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly variables?: OpenVariables;
}

class Undo extends Error {}

/** Runs a document on data in a transaction that is always undone. */
export async function dryRun(request: DryRunRequest, tools: DryRunTools): Promise<DryRun> {
  let result: DryRun | undefined;
  await tools.database
    .transaction(async (tx) => {
      await tx.run("set transaction isolation level repeatable read");
      const { orgId, workflowId, document, data } = request;
      const loaded = await loadVersion(document, tools.catalogue);
      const lookup = () => loaded;
      const run = standIn(request, tools, data);
      const variables = await variablesOfRuns(tools.variables, tx, orgId, [run], lookup);
      const { mask } = variables(workflowId);
      const actions = new Map(tools.actions.map((action) => [action.description.name, action]));
      const outsideCalls: { stepId: string; request: OutsideRequest }[] = [];
      let going = run;
      for (;;) {
        const ledger = new ConflictLedger();
        const batch = { ...tools, orgId, tx, alone: true, actions, versions: lookup, variables, ledger };
        const [settled] = (await moveBatch([going], batch)).settled;
        if (!settled) throw new Error("a run alone in its batch was set aside");
        const { next } = settled.advanced;
        if (!settled.calling || next.kind !== "action") {
          result = await told(settled.advanced, outsideCalls, mask);
          break;
        }
        const action = actions.get(next.action);
        if (!isOutside(action)) throw new Error(`${next.action} was taken for a call`);
        const asked = action.request(next.params);
        if ("request" in asked)
          outsideCalls.push({ stepId: next.stepId, request: masked(asked.request, mask) });
        const outcome = "error" in asked ? asked : { output: action.description.exampleOutput };
        going = {
          ...run,
          resume: {
            state: settled.advanced.state,
            stepId: next.stepId,
            outcome: { stepId: next.stepId, params: next.params, ...outcome },
            beganAt: settled.beganAt,
          },
        };
      }
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  if (!result) throw new Error("a dry run ended without a result");
  return result;
}

function standIn({ orgId: _org, workflowId }: DryRunRequest, tools: DryRunTools, data: Json): QueuedRun {
  const now = tools.clock.now();
  const id = idSequence(now, tools.random)();
  return {
    seq: 0,
    place: "",
    run_id: id,
    workflow_id: workflowId,
    version: 0,
    event_id: id,
    event_at: now,
    depth: 0,
    attempt: 1,
    replay_of: null,
    resume: null,
    readData: () => data,
  };
}

type Mask = (value: Json) => Json;

const masked = (request: OutsideRequest, mask: Mask): OutsideRequest =>
  mask(request as unknown as Json) as unknown as OutsideRequest;

async function told(advanced: Advanced, outsideCalls: DryRun["outsideCalls"], mask: Mask): Promise<DryRun> {
  const { next, state } = advanced;
  const failed = "error" in next ? next : null;
  const isWaiting = next.kind === "retry-action" || next.kind === "retry-workflow";
  return {
    state: isWaiting ? "waiting" : failed ? "failed" : "completed",
    error: failed ? { ...failed.error, step: failed.stepId } : null,
    waitingFor: isWaiting ? `another attempt after: ${next.error.message}` : null,
    journal: await maskedJournal(state.journal, mask, new Breath()),
    outsideCalls,
  };
}
