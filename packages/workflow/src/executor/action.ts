import type { Json, JsonObject } from "@hark/kernel";
import type { LiveMessage, Sql } from "@hark/postgres";
import type { StepError } from "../core/advance.ts";
import type { ActionDescription } from "../core/catalogue.ts";

/** Names of the records an action reads and writes, such as `customer:email:a@b.example`. */
export interface Keys {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** What it reads besides that runs share which are not about the same: a klass, an agent to assign to. */
  readonly common?: readonly string[];
}

/** One run that stands at the action. */
export interface ActionItem {
  readonly runId: string;
  readonly workflowId: string;
  readonly stepId: string;
  readonly params: JsonObject;
  /** How many runs lie between this one and the outside world; what it emits lies one deeper. */
  readonly depth: number;
}

/** Something that happened to a record, such as `kustomer.customer.update`; it may start other workflows. */
export interface EmittedEvent {
  readonly name: string;
  /** The record's id. */
  readonly sourceId: string;
  /** Step 1's output in the runs it starts. Asked only when a workflow listens: nobody reads most of what happens. */
  data(): JsonObject;
}

/** A callable workflow to be run, now or later. */
export interface WorkflowCall {
  readonly workflowId: string;
  /** They stand at the top level of step 1. */
  readonly inputs: JsonObject;
  readonly dueAt?: Date;
}

/** What an action works with. */
export interface ActionContext {
  readonly orgId: string;
  /** The batch's transaction: effects, journal and claim commit together or not at all. */
  readonly tx: Sql;
  readonly now: Date;
  /**
   * True when one run goes by itself and sees one state from beginning to end: what is taken is then taken. False in a batch,
   * where another process may have written between looking and writing: throw, and the runs go one by one.
   */
  readonly alone: boolean;
  newId(): string;
}

/** How the action went for one item. An expected failure is a result, never an exception. */
export type ActionResult =
  | {
      readonly output: Json;
      /** Keys that only the output tells, such as the customer who was found. */
      readonly touched?: Keys;
      /** Written in the same transaction, when a workflow listens. */
      readonly emits?: readonly EmittedEvent[];
      /** A workflow to run, in the same transaction. It is refused when it cannot be called so; the step then fails and names the input. */
      readonly call?: WorkflowCall;
      /** Told to screens after the commit. */
      readonly live?: readonly Omit<LiveMessage, "orgId">[];
    }
  | { readonly error: StepError };

/**
 * What a step does, over many runs at once: one set-based statement for all items wherever possible. An exception means a
 * defect or a conflict with another process; the batch is then undone and its runs go one by one.
 */
export interface Action {
  readonly description: ActionDescription;
  /** False for an action that only looks: a run that did nothing else can be set aside at no cost. */
  readonly hasEffects: boolean;
  keys(params: JsonObject): Keys;
  /** One result per item, in the same order. */
  run(items: readonly ActionItem[], context: ActionContext): Promise<readonly ActionResult[]>;
}

/** A call to the world outside. */
export interface OutsideRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What came back. `error` says in words why nothing did; `refused` that no further try would be allowed either. */
export interface OutsideAnswer {
  readonly statusCode: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly error: string | undefined;
  readonly refused: boolean;
  readonly durationMs: number;
}

/**
 * A step that leaves the system: the run is put down, the call is made outside any transaction under a lease, and the answer
 * takes the run up again. Calls may repeat, always the same request under the same `idempotency-key`.
 */
export interface OutsideAction {
  readonly description: ActionDescription;
  readonly outside: true;
  /** What to send. Pure: it is asked again for every try. */
  request(params: JsonObject): { readonly request: OutsideRequest } | { readonly error: StepError };
  /** What an answer with a status means for the step. */
  outcome(answer: OutsideAnswer): { readonly output: Json } | { readonly error: StepError };
}

/** Whatever a step can do. */
export type AnyAction = Action | OutsideAction;

/** Tells the two kinds apart. */
export const isOutside = (action: AnyAction | undefined): action is OutsideAction =>
  action !== undefined && "outside" in action;

/** No keys at all. */
export const noKeys: Keys = { reads: [], writes: [] };
