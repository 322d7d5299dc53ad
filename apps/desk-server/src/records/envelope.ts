import { type ListAnswer, listLinks, type OneAnswer, type Relation, type Resource } from "@hark/contract";
import type { Json, JsonObject } from "@hark/kernel";
import type { Author } from "./writer.ts";

/** A relation to one record. */
export function relation(type: string, id: string, self: string): Relation {
  return { data: { type, id }, links: { self } };
}

/** A relation to the list at an address. */
export function relationToList(self: string): Relation {
  return { links: { self } };
}

/** The relation every record has. */
export function orgRelation(orgId: string): Relation {
  return relation("org", orgId, `/v1/org/${orgId}`);
}

/** The relation to the customer of a record. */
export function customerRelation(id: string): Relation {
  return relation("customer", id, `/v1/customers/${id}`);
}

/** The relation to the conversation that a record stands in. */
export function conversationRelation(id: string): Relation {
  return relation("conversation", id, `/v1/conversations/${id}`);
}

/** The relation to the company of a record. */
export function companyRelation(id: string): Relation {
  return relation("company", id, `/v1/companies/${id}`);
}

const userRelation = (id: string): Relation => relation("user", id, `/v1/users/${id}`);

interface Written {
  readonly created_by: string | null;
  readonly modified_by: string | null;
}

/** Relations to those who wrote the record; a workflow is no user, so what only workflows wrote has none. */
export function writtenBy(row: Written): Record<string, Relation> {
  return {
    ...(row.created_by === null ? {} : { createdBy: userRelation(row.created_by) }),
    ...(row.modified_by === null ? {} : { modifiedBy: userRelation(row.modified_by) }),
  };
}

let lastInstant: Date | undefined;
let lastText = "";

/** Records that are written together share their instants, down to the object. */
function isoText(instant: Date): string {
  if (instant !== lastInstant) {
    lastText = instant.toISOString();
    lastInstant = instant;
  }
  return lastText;
}

/** Members that are not undefined, added to `result`. */
export function present(
  members: Readonly<Record<string, Json | Date | undefined>>,
  result: JsonObject = {},
): JsonObject {
  for (const name in members) {
    const value = members[name];
    if (value instanceof Date) result[name] = isoText(value);
    else if (value !== undefined) result[name] = value;
  }
  return result;
}

/** One record as an answer. */
export function one(resource: Resource): OneAnswer {
  return { data: resource };
}

interface Page {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>> & { readonly page: number; readonly pageSize: number };
  /** How many there are in all, where counting is part of the wire. */
  readonly total?: number;
}

/** A page of records as an answer. `found` may hold one more than the page: then there is a next one. */
export function listOf(found: readonly Resource[], { path, query, total }: Page): ListAnswer {
  const { page, pageSize } = query;
  const totalPages = total === undefined ? undefined : Math.ceil(total / pageSize);
  const hasNext = totalPages === undefined ? found.length > pageSize : page < totalPages;
  return {
    meta: { page, pageSize, ...(total === undefined ? {} : { total, totalPages: totalPages ?? 0 }) },
    data: found.slice(0, pageSize),
    links: listLinks(path, query, { page, hasNext, ...(totalPages === undefined ? {} : { totalPages }) }),
  };
}

/** A record as a workflow's step sees it: id and attributes side by side, relations as plain ids. */
export function flatten(
  { id, attributes }: Pick<Resource, "id" | "attributes">,
  relations: Readonly<Record<string, string | null>>,
): JsonObject {
  return withRelations({ id, ...attributes }, relations);
}

/** Adds relations, as plain ids, to a record as a step sees it. */
export function withRelations(
  flat: JsonObject,
  relations: Readonly<Record<string, string | null>>,
): JsonObject {
  for (const name in relations) {
    const to = relations[name] ?? null;
    if (to !== null) flat[name] = to;
  }
  return flat;
}

/** The author's columns of a row. */
export function authorColumns(author: Author) {
  return {
    created_by: author.userId,
    modified_by: author.userId,
    workflow_id: author.workflowId,
    run_id: author.runId,
  };
}
