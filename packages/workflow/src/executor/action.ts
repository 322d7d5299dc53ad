import type { Json, JsonObject } from "@hark/kernel";
import type { LiveMessage, Sql } from "@hark/postgres";
import type { StepError } from "../core/advance.ts";
import type { ActionDescription } from "../core/catalogue.ts";

/** Names of the records an action reads and writes, such as `customer:email:a@b.example`. */
export interface Keys {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** One run that stands at the action. */
export interface ActionItem {
  readonly runId: string;
  readonly workflowId: string;
  readonly stepId: string;
  readonly params: JsonObject;
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

/** No keys at all. */
export const noKeys: Keys = { reads: [], writes: [] };
