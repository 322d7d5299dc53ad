import { inParts, type Json } from "@hark/kernel";
import type { Database, Sql } from "@hark/postgres";
import type { WorkflowDocument } from "../core/definition.ts";

/** A workflow with its draft. */
export interface WorkflowRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly event_name: string | null;
  readonly draft: WorkflowDocument;
  readonly published_version: number | null;
  readonly published: WorkflowDocument | null;
  readonly example: Json | null;
  readonly rev: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly created_by: string | null;
  readonly modified_by: string | null;
}

const FROM = `from workflow.workflows w
  left join workflow.versions v on v.org_id = w.org_id and v.workflow_id = w.id and v.version = w.published_version`;
const SELECT = `select w.*, v.document as published ${FROM}`;

/** What to list. */
export interface WorkflowFilter {
  readonly enabled?: boolean | undefined;
  readonly eventName?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Bytes of documents, as they are stored, that are read at once: a hundred of a megabyte would be a heap of which each collection takes long. */
const MOST_BYTES = 500_000;

/** A page of workflows by name, some at a time. One that is deleted meanwhile is left out. */
export async function* listWorkflows(
  sql: Sql,
  orgId: string,
  filter: WorkflowFilter,
): AsyncGenerator<readonly WorkflowRow[], void, void> {
  const page = await sql.all<{ readonly id: string; readonly bytes: number }>(
    `select w.id, pg_column_size(w.draft) + coalesce(pg_column_size(w.example), 0) + coalesce(pg_column_size(v.document), 0) as bytes
     ${FROM} where w.org_id = $1 and ($2::boolean is null or w.enabled = $2) and ($3::text is null or w.event_name = $3)
     order by lower(w.name), w.id limit $4 offset $5`,
    [orgId, filter.enabled ?? null, filter.eventName ?? null, filter.limit, filter.offset],
  );
  for (const part of inParts(page, ({ bytes }) => bytes, MOST_BYTES)) {
    yield await sql.all<WorkflowRow>(
      `${SELECT} where w.org_id = $1 and w.id = any($2::text[]) order by lower(w.name), w.id`,
      [orgId, part.map(({ id }) => id)],
    );
  }
}

/** Enabled workflows of these names whose published version can be called. */
export function findCallable(
  sql: Sql,
  orgId: string,
  names: readonly string[],
): Promise<Pick<WorkflowRow, "id" | "name">[]> {
  return sql.all(
    `select w.id, w.name from workflow.workflows w
     join workflow.versions v on v.org_id = w.org_id and v.workflow_id = w.id and v.version = w.published_version
     where w.org_id = $1 and w.enabled and w.name = any($2::text[]) and v.document -> 'trigger' -> 'callable' is not null`,
    [orgId, [...new Set(names)]],
  );
}

/** How many workflows fit the filter. */
export async function countWorkflows(sql: Sql, orgId: string, filter: WorkflowFilter): Promise<number> {
  const row = await sql.one<{ count: number }>(
    `select count(*) from workflow.workflows w
     where w.org_id = $1 and ($2::boolean is null or w.enabled = $2) and ($3::text is null or w.event_name = $3)`,
    [orgId, filter.enabled ?? null, filter.eventName ?? null],
  );
  return row.count;
}

/** One workflow, or undefined. */
export function findWorkflow(sql: Sql, orgId: string, id: string): Promise<WorkflowRow | undefined> {
  return sql.maybe<WorkflowRow>(`${SELECT} where w.org_id = $1 and w.id = $2`, [orgId, id]);
}

/** Who changes something, and when. */
export interface Change {
  readonly orgId: string;
  readonly by: string;
  readonly at: Date;
}

/** Writes a new workflow with its draft; nothing runs before it is published. */
export async function insertWorkflow(
  sql: Sql,
  change: Change,
  id: string,
  document: WorkflowDocument,
  example: Json | undefined,
): Promise<void> {
  await sql.run(
    `insert into workflow.workflows (org_id, id, name, description, event_name, draft, example, created_at, updated_at, created_by, modified_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $9)`,
    [
      change.orgId,
      id,
      document.name,
      document.description ?? null,
      document.trigger.eventName ?? null,
      JSON.stringify(document),
      example === undefined ? null : JSON.stringify(example),
      change.at,
      change.by,
    ],
  );
}

/** Changes the draft and the example data. Runs go on with the published version. */
export async function updateDraft(
  sql: Sql,
  change: Change,
  id: string,
  draft: WorkflowDocument,
  example: Json | undefined,
): Promise<number> {
  return sql.run(
    `update workflow.workflows set name = $3, description = $4, draft = $5, example = coalesce($6, example), rev = rev + 1,
       updated_at = $7, modified_by = $8
     where org_id = $1 and id = $2`,
    [
      change.orgId,
      id,
      draft.name,
      draft.description ?? null,
      JSON.stringify(draft),
      example === undefined ? null : JSON.stringify(example),
      change.at,
      change.by,
    ],
  );
}

/**
 * Makes the draft a version that never changes again, and the one new runs use. Gives its number. `checked` is the draft as it was checked:
 * it is what becomes the version, whatever somebody else saved meanwhile.
 */
export async function publishDraft(
  database: Database,
  change: Change,
  id: string,
  checked?: WorkflowDocument,
): Promise<number> {
  return database.transaction(async (tx) => {
    const row = await tx.one<{ draft: WorkflowDocument; last: number }>(
      `select w.draft, coalesce((select max(version) from workflow.versions v where v.org_id = w.org_id and v.workflow_id = w.id), 0) as last
       from workflow.workflows w where w.org_id = $1 and w.id = $2 for update`,
      [change.orgId, id],
    );
    const version = row.last + 1;
    const document = checked ?? row.draft;
    const eventName = document.trigger.eventName ?? null;
    await tx.run(
      `insert into workflow.versions (org_id, workflow_id, version, event_name, document, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [change.orgId, id, version, eventName, JSON.stringify(document), change.at, change.by],
    );
    await tx.run(
      `update workflow.workflows set published_version = $3, event_name = $4, callable = $7, rev = rev + 1, updated_at = $5, modified_by = $6
       where org_id = $1 and id = $2`,
      [change.orgId, id, version, eventName, change.at, change.by, document.trigger.callable === true],
    );
    return version;
  });
}

/** Turns a published workflow on or off. */
export async function setEnabled(sql: Sql, change: Change, id: string, enabled: boolean): Promise<void> {
  await sql.run(
    `update workflow.workflows set enabled = $3, rev = rev + 1, updated_at = $4, modified_by = $5
     where org_id = $1 and id = $2 and (not $3 or published_version is not null)`,
    [change.orgId, id, enabled, change.at, change.by],
  );
}

/** Deletes a workflow with its versions; its past runs stay until their retention ends. */
export async function deleteWorkflow(sql: Sql, orgId: string, id: string): Promise<number> {
  await sql.run("delete from workflow.queue where org_id = $1 and workflow_id = $2", [orgId, id]);
  return sql.run("delete from workflow.workflows where org_id = $1 and id = $2", [orgId, id]);
}

/** A published version, without its document. */
export interface VersionRow {
  readonly version: number;
  readonly name: string;
  readonly event_name: string | null;
  readonly step_count: number;
  readonly created_at: Date;
  readonly created_by: string | null;
}

const VERSION = `version, document->>'name' as name, event_name, json_array_length(document->'steps')::int as step_count, created_at, created_by`;

/** A workflow's versions, newest first. */
export function listVersions(sql: Sql, orgId: string, workflowId: string): Promise<VersionRow[]> {
  return sql.all<VersionRow>(
    `select ${VERSION} from workflow.versions where org_id = $1 and workflow_id = $2 order by version desc limit 200`,
    [orgId, workflowId],
  );
}

/** One version with its document, or undefined. */
export function findVersion(
  sql: Sql,
  orgId: string,
  workflowId: string,
  version: number,
): Promise<(VersionRow & { readonly document: WorkflowDocument }) | undefined> {
  return sql.maybe(
    `select ${VERSION}, document from workflow.versions where org_id = $1 and workflow_id = $2 and version = $3`,
    [orgId, workflowId, version],
  );
}

/** Names by id; ids without a workflow are left out. */
export async function findWorkflowNames(
  sql: Sql,
  orgId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.all<{ id: string; name: string }>(
    "select id, name from workflow.workflows where org_id = $1 and id = any($2)",
    [orgId, ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
