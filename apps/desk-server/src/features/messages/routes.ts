import { channels, type MessageBody, messageBody, messageChanges } from "@hark/contract";
import { type Actor, actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { idParams } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { recordListQuery } from "../../records/list-query.ts";
import { may } from "../../records/roles.ts";
import { findByExternalId, readRecords } from "../../records/table.ts";
import { publish } from "../../records/tell.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { conversationMessages } from "../conversations/messages.ts";
import { requireConversation } from "../conversations/store.ts";
import { requireCustomer } from "../customers/store.ts";
import { recordMessages, updateMessages } from "./commands.ts";
import { type MessageRow, messageTable } from "./message.ts";
import { messageMessages } from "./messages.ts";
import { presentMessage } from "./present.ts";
import { listMessages } from "./store.ts";

const tags = ["Messages"];
const listQuery = recordListQuery.extend({ channel: z.enum(channels).optional() });

/** Messages: what was written in a conversation, recorded after the fact; recording one sends nothing. */
export function messageRoutes(server: Server, deps: RecordDeps): void {
  listRoutes(server, deps);
  recordRoutes(server, deps);
  oneRoutes(server, deps);
}

function listRoutes(server: Server, deps: RecordDeps): void {
  const { database } = deps;
  server.get(
    "/v1/messages",
    { config: may.readMessages, schema: { querystring: listQuery, tags, summary: "List messages" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const rows = await listMessages(database, orgId, request.query);
      return listOf(
        rows.map((row) => presentMessage(orgId, row)),
        { path: "/v1/messages", query: request.query },
      );
    },
  );
  for (const parent of ["conversations", "customers"] as const) {
    server.get(
      `/v1/${parent}/:id/messages`,
      {
        config: may.readMessages,
        schema: {
          params: idParams,
          querystring: listQuery,
          tags,
          summary: parent === "customers" ? "A customer's messages" : "A conversation's messages",
        },
      },
      async (request) => {
        const { orgId } = actorOf(request);
        const { id } = request.params;
        await (parent === "customers" ? requireCustomer : requireConversation)(database, orgId, id);
        const whose = parent === "customers" ? { customerId: id } : { conversationId: id };
        const rows = await listMessages(database, orgId, { ...request.query, ...whose });
        return listOf(
          rows.map((row) => presentMessage(orgId, row)),
          { path: `/v1/${parent}/${id}/messages`, query: request.query },
        );
      },
    );
  }
}

function recordRoutes(server: Server, deps: RecordDeps): void {
  const record = async (actor: Actor, body: MessageBody, inPath: Readonly<Record<string, string>> = {}) => {
    const item = { body: cleanJson(body), author: authorOf(actor) };
    const [outcome] = await writeAs(deps, actor, (writer) => recordMessages(writer, [item]));
    const { message, opened } = rowOrThrow(outcome, inPath);
    publish(deps.live, actor.orgId, [
      ...(opened ? conversationMessages(opened, "created") : []),
      ...messageMessages(message, "created"),
    ]);
    return one(presentMessage(actor.orgId, message));
  };
  server.post(
    "/v1/messages",
    {
      config: may.createMessages,
      schema: {
        body: messageBody.required({ direction: true }),
        tags,
        summary: "Record a message; nothing is sent",
      },
    },
    async (request, reply) => reply.code(201).send(await record(actorOf(request), request.body)),
  );
  server.post(
    "/v1/conversations/:id/messages",
    {
      config: may.createMessages,
      schema: {
        params: idParams,
        body: messageBody.omit({ conversation: true }),
        tags,
        summary: "Record a message in a conversation",
      },
    },
    async (request, reply) => {
      const body = { ...request.body, conversation: request.params.id };
      return reply.code(201).send(await record(actorOf(request), body, { conversation: "id" }));
    },
  );
  server.post(
    "/v1/customers/:id/messages",
    {
      config: may.createMessages,
      schema: {
        params: idParams,
        body: messageBody.omit({ customer: true }),
        tags,
        summary: "Record a customer's message; opens a conversation when none is running",
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const actor = actorOf(request);
      await requireCustomer(deps.database, actor.orgId, id);
      return reply.code(201).send(await record(actor, { ...request.body, customer: id }));
    },
  );
}

function oneRoutes(server: Server, deps: RecordDeps): void {
  const { database } = deps;
  const externalParams = z.object({ externalId: z.string().max(300) });
  // The wire writes it both ways.
  for (const name of ["externalId", "externalid"]) {
    server.get(
      `/v1/messages/${name}=:externalId`,
      {
        config: may.readMessages,
        schema: { params: externalParams, tags, summary: "A message by external id" },
      },
      async (request) => {
        const { orgId } = actorOf(request);
        const row = await findByExternalId<MessageRow>(
          database,
          messageTable,
          orgId,
          request.params.externalId,
        );
        if (!row) throw missing("message", "externalId");
        return one(presentMessage(orgId, row));
      },
    );
  }
  server.get(
    "/v1/messages/:id",
    { config: may.readMessages, schema: { params: idParams, tags, summary: "A message" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const row = (await readRecords<MessageRow>(database, messageTable, orgId, [id])).get(id);
      if (!row) throw missing("message");
      return one(presentMessage(orgId, row));
    },
  );
  for (const method of ["PUT", "PATCH"] as const) {
    server.route({
      method,
      url: "/v1/messages/:id",
      config: may.updateMessages,
      schema: { params: idParams, body: messageChanges, tags, summary: "Change a message" },
      handler: async (request) => {
        const actor = actorOf(request);
        const changes = cleanJson(request.body);
        const update = { id: request.params.id, changes, author: authorOf(actor) };
        const [outcome] = await writeAs(deps, actor, (writer) => updateMessages(writer, [update]));
        const row = rowOrThrow(outcome, { id: "id" });
        publish(deps.live, actor.orgId, messageMessages(row, "updated"));
        return one(presentMessage(actor.orgId, row));
      },
    });
  }
}
