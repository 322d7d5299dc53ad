import type { Actor } from "@hark/http";
import { idSequence } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import type { RecordDeps } from "./deps.ts";
import type { Happening } from "./happened.ts";

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
  /** Notes what happened to a record; it goes to the workflows that listen, with the write or not at all. */
  happened(happening: Happening): void;
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

/** Runs `work` as one transaction of the actor's organisation. Workflows that listen to what happened in it run after it. */
export async function writeAs<Result>(
  deps: Pick<RecordDeps, "database" | "clock" | "random" | "events">,
  actor: Actor,
  work: (writer: Writer) => Promise<Result>,
): Promise<Result> {
  const now = deps.clock.now();
  const { orgId } = actor;
  const { result, queued } = await deps.database.transaction(async (sql) => {
    const happenings: Happening[] = [];
    const done = await work({
      orgId,
      sql,
      now,
      alone: true,
      newId: idSequence(now, deps.random),
      happened: (happening) => void happenings.push(happening),
    });
    const events = happenings.map(({ event }) => event);
    const isHeard = events.length > 0 && (await deps.events?.write(sql, orgId, events, now));
    return { result: done, queued: isHeard === true };
  });
  if (queued) deps.events?.wake(orgId);
  return result;
}
