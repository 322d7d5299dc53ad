import { conversationBody, conversationChanges, conversationOfCustomerBody, tagList } from "@hark/contract";
import { type Actor, actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { idParams, replaceQuery, revQuery } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, type Outcome, rowOrThrow } from "../../records/fault.ts";
import { recordListQuery } from "../../records/list-query.ts";
import { may } from "../../records/roles.ts";
import { deleteRecord, findByExternalId, readRecords } from "../../records/table.ts";
import { type Change, publish } from "../../records/tell.ts";
import { authorOf, type Writer, writeAs } from "../../records/writer.ts";
import { requireCustomer } from "../customers/store.ts";
import {
  appendTagsToConversations,
  type ConversationUpdate,
  createConversations,
  removeTagsFromConversations,
  updateConversations,
} from "./commands.ts";
import { type ConversationRow, conversationTable } from "./conversation.ts";
import { conversationMessages } from "./messages.ts";
import { noParts, presentConversation } from "./present.ts";
import { countParts, listConversations } from "./store.ts";

const tags = ["Conversations"];

/** Conversations: threads with a customer. */
export function conversationRoutes(server: Server, deps: RecordDeps): void {
  listRoutes(server, deps);
  readRoutes(server, deps);
  createRoutes(server, deps);
  changeRoutes(server, deps);
  tagRoutes(server, deps);
}

async function presentAll(deps: RecordDeps, orgId: string, rows: readonly ConversationRow[]) {
  const counts = await countParts(
    deps.database,
    orgId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => presentConversation(orgId, row, counts.get(row.id) ?? noParts));
}

function listRoutes(server: Server, deps: RecordDeps): void {
  server.get(
    "/v1/conversations",
    {
      config: may.readConversations,
      schema: { querystring: recordListQuery, tags, summary: "List conversations" },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const rows = await listConversations(deps.database, orgId, query);
      return listOf(await presentAll(deps, orgId, rows), { path: "/v1/conversations", query });
    },
  );
  server.get(
    "/v1/customers/:id/conversations",
    {
      config: may.readConversations,
      schema: {
        params: idParams,
        querystring: recordListQuery,
        tags,
        summary: "A customer's conversations",
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const { id } = request.params;
      await requireCustomer(deps.database, orgId, id);
      const rows = await listConversations(deps.database, orgId, { ...query, customerId: id });
      return listOf(await presentAll(deps, orgId, rows), {
        path: `/v1/customers/${id}/conversations`,
        query,
      });
    },
  );
}

function readRoutes(server: Server, deps: RecordDeps): void {
  const externalParams = z.object({ externalId: z.string().max(300) });
  server.get(
    "/v1/conversations/externalId=:externalId",
    {
      config: may.readConversations,
      schema: { params: externalParams, tags, summary: "A conversation by external id" },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await findByExternalId<ConversationRow>(
        deps.database,
        conversationTable,
        orgId,
        request.params.externalId,
      );
      if (!row) throw missing("conversation", "externalId");
      const [resource] = await presentAll(deps, orgId, [row]);
      return { data: resource };
    },
  );
  // Several ids with commas between them give a list.
  server.get(
    "/v1/conversations/:id",
    { config: may.readConversations, schema: { params: idParams, tags, summary: "A conversation" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const ids = request.params.id.split(",").slice(0, 100);
      const found = await readRecords<ConversationRow>(deps.database, conversationTable, orgId, ids);
      const data = await presentAll(
        deps,
        orgId,
        ids.flatMap((id) => found.get(id) ?? []),
      );
      if (ids.length > 1) return { data };
      const [resource] = data;
      if (!resource) throw missing("conversation");
      return one(resource);
    },
  );
}

function createRoutes(server: Server, deps: RecordDeps): void {
  const create = async (actor: Actor, body: z.infer<typeof conversationBody>, inPath = {}) => {
    const item = { body: cleanJson(body), author: authorOf(actor) };
    const [outcome] = await writeAs(deps, actor, (writer) => createConversations(writer, [item]));
    const row = rowOrThrow(outcome, inPath);
    tell(deps, actor.orgId, row, "created");
    return one(presentConversation(actor.orgId, row, noParts));
  };
  server.post(
    "/v1/conversations",
    {
      config: may.createConversations,
      schema: { body: conversationBody, tags, summary: "Open a conversation" },
    },
    async (request, reply) => reply.code(201).send(await create(actorOf(request), request.body)),
  );
  server.post(
    "/v1/customers/:id/conversations",
    {
      config: may.createConversations,
      schema: {
        params: idParams,
        body: conversationOfCustomerBody,
        tags,
        summary: "Open a conversation with a customer",
      },
    },
    async (request, reply) => {
      const { campaign: _campaign, ...body } = request.body;
      const conversation = { ...body, customer: request.params.id };
      return reply.code(201).send(await create(actorOf(request), conversation, { customer: "id" }));
    },
  );
}

function changeRoutes(server: Server, deps: RecordDeps): void {
  const change = async (actor: Actor, update: Omit<ConversationUpdate, "author">) => {
    const item = { ...update, changes: cleanJson(update.changes), author: authorOf(actor) };
    return answer(deps, actor, (writer) => updateConversations(writer, [item]));
  };
  server.put(
    "/v1/conversations/:id",
    {
      config: may.updateConversations,
      schema: {
        params: idParams,
        querystring: replaceQuery,
        body: conversationChanges,
        tags,
        summary: "Change a conversation",
      },
    },
    async (request) =>
      change(actorOf(request), {
        id: request.params.id,
        changes: request.body,
        replace: request.query.replace === "true",
      }),
  );
  server.patch(
    "/v1/conversations/:id",
    {
      config: may.updateConversations,
      schema: {
        params: idParams,
        querystring: revQuery,
        body: conversationChanges,
        tags,
        summary: "Change part of a conversation",
      },
    },
    async (request) => {
      const { rev } = request.query;
      const changes = rev === undefined ? request.body : { ...request.body, rev };
      return change(actorOf(request), { id: request.params.id, changes });
    },
  );
  server.delete(
    "/v1/conversations/:id",
    {
      config: may.deleteConversations,
      schema: { params: idParams, tags, summary: "Delete a conversation with its notes" },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const row = await deleteRecord<ConversationRow>(
        deps.database,
        conversationTable,
        orgId,
        request.params.id,
      );
      if (!row) throw missing("conversation");
      tell(deps, orgId, row, "deleted");
      return reply.code(204).send();
    },
  );
}

function tagRoutes(server: Server, deps: RecordDeps): void {
  const update = (actor: Actor, id: string, names: readonly string[]) => ({
    id,
    tags: names,
    author: authorOf(actor),
  });
  server.post(
    "/v1/conversations/:id/tags",
    {
      config: may.updateConversations,
      schema: { params: idParams, body: tagList, tags, summary: "Add tags to a conversation" },
    },
    async (request) => {
      const actor = actorOf(request);
      const item = update(actor, request.params.id, request.body);
      return answer(deps, actor, (writer) => appendTagsToConversations(writer, [item]));
    },
  );
  server.delete(
    "/v1/conversations/:id/tags",
    {
      config: may.removeTags,
      schema: { params: idParams, body: tagList, tags, summary: "Take tags from a conversation" },
    },
    async (request) => {
      const actor = actorOf(request);
      const item = update(actor, request.params.id, request.body);
      return answer(deps, actor, (writer) => removeTagsFromConversations(writer, [item]));
    },
  );
}

/** Runs one change, tells the screens and answers with the conversation as it is now. */
async function answer(
  deps: RecordDeps,
  actor: Actor,
  work: (writer: Writer) => Promise<Outcome<ConversationRow>[]>,
) {
  const [outcome] = await writeAs(deps, actor, work);
  const row = rowOrThrow(outcome, { id: "id" });
  tell(deps, actor.orgId, row, "updated");
  const [resource] = await presentAll(deps, actor.orgId, [row]);
  return { data: resource };
}

function tell(deps: RecordDeps, orgId: string, row: ConversationRow, change: Change): void {
  publish(deps.live, orgId, conversationMessages(row, change));
}
