import type { Sql } from "@hark/postgres";

/** A variable as it is stored. Its value is sealed by the app, which alone can open it. */
export interface VariableRow {
  readonly workflow_id: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly sealed: Buffer;
  /** What may be shown of the value. */
  readonly masked: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly created_by: string | null;
  readonly modified_by: string | null;
}

/** A workflow's variables by name. */
export function listVariables(sql: Sql, orgId: string, workflowId: string): Promise<VariableRow[]> {
  return sql.all<VariableRow>(
    "select * from workflow.variables where org_id = $1 and workflow_id = $2 order by lower(name), id",
    [orgId, workflowId],
  );
}

/** The variables of several workflows, for the runs of a batch. */
export function variablesOf(sql: Sql, orgId: string, workflowIds: readonly string[]): Promise<VariableRow[]> {
  return sql.all<VariableRow>(
    "select * from workflow.variables where org_id = $1 and workflow_id = any($2)",
    [orgId, workflowIds],
  );
}

/** One variable, or undefined. */
export function findVariable(sql: Sql, orgId: string, id: string): Promise<VariableRow | undefined> {
  return sql.maybe<VariableRow>("select * from workflow.variables where org_id = $1 and id = $2", [
    orgId,
    id,
  ]);
}

/** What is written of a variable. */
export interface VariableValues {
  readonly name: string;
  readonly type: string;
  readonly sealed: Buffer;
  readonly masked: string;
}

/** Writes a new variable. A name that the workflow has already is a unique violation. */
export async function insertVariable(
  sql: Sql,
  orgId: string,
  variable: VariableValues & {
    readonly id: string;
    readonly workflowId: string;
    readonly by: string;
    readonly now: Date;
  },
): Promise<void> {
  const { id, workflowId, name, type, sealed, masked, by, now } = variable;
  await sql.run(
    `insert into workflow.variables (org_id, workflow_id, id, name, type, sealed, masked, created_at, updated_at, created_by, modified_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $9)`,
    [orgId, workflowId, id, name, type, sealed, masked, now, by],
  );
}

/** Replaces a variable's name, type and value; gives how many there were. Runs that begin a step from now on see the new value. */
export function updateVariable(
  sql: Sql,
  orgId: string,
  id: string,
  values: VariableValues & { readonly by: string; readonly now: Date },
): Promise<number> {
  return sql.run(
    `update workflow.variables set name = $3, type = $4, sealed = $5, masked = $6, updated_at = $7, modified_by = $8
     where org_id = $1 and id = $2`,
    [orgId, id, values.name, values.type, values.sealed, values.masked, values.now, values.by],
  );
}

/** Deletes a variable; gives how many there were. */
export function deleteVariable(sql: Sql, orgId: string, id: string): Promise<number> {
  return sql.run("delete from workflow.variables where org_id = $1 and id = $2", [orgId, id]);
}
