import type { Actor } from "@hark/http";
import { newId } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { RecordDeps } from "./deps.ts";

/** Who writes a record: a person or key, or a run of a workflow. */
export interface Author {
  readonly userId: string | null;
  readonly workflowId: string | null;
  readonly runId: string | null;
}

/** What every write works with: one organisation, one transaction, one instant. */
export interface Writer {
  readonly orgId: string;
  readonly sql: Sql;
  readonly now: Date;
  /** Nothing else is written with it in one go: a conflict is then an answer, not a reason to begin anew. */
  readonly alone: boolean;
  newId(): string;
}

/** One thing to write, and for whom. */
export interface Written<Body> {
  readonly body: Body;
  readonly author: Author;
}

/** The author behind an API call. */
export function authorOf(actor: Actor): Author {
  return { userId: actor.id, workflowId: null, runId: null };
}

/** Runs `work` as one transaction of the actor's organisation. */
export function writeAs<Result>(
  deps: Pick<RecordDeps, "database" | "clock" | "random">,
  actor: Actor,
  work: (writer: Writer) => Promise<Result>,
): Promise<Result> {
  const now = deps.clock.now();
  return deps.database.transaction((sql) =>
    work({ orgId: actor.orgId, sql, now, alone: true, newId: () => newId(now, deps.random) }),
  );
}
