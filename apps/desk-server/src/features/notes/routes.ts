import { noteBody, noteChanges } from "@hark/contract";
import { type Actor, actorOf, type Server } from "@hark/http";
import type { z } from "zod";
import { idParams } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { recordListQuery } from "../../records/list-query.ts";
import { may } from "../../records/roles.ts";
import { deleteRecord, readRecords } from "../../records/table.ts";
import { publish } from "../../records/tell.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { requireConversation } from "../conversations/store.ts";
import { requireCustomer } from "../customers/store.ts";
import { createNotes, updateNotes } from "./commands.ts";
import { noteMessages } from "./messages.ts";
import { type NoteRow, noteTable } from "./note.ts";
import { presentNote } from "./present.ts";
import { listNotes } from "./store.ts";

const tags = ["Notes"];

/** Notes: what the team tells itself about a conversation or a customer. */
export function noteRoutes(server: Server, deps: RecordDeps): void {
  listRoutes(server, deps);
  createRoutes(server, deps);
  oneRoutes(server, deps);
}

function listRoutes(server: Server, deps: RecordDeps): void {
  const { database } = deps;
  server.get(
    "/v1/notes",
    { config: may.readNotes, schema: { querystring: recordListQuery, tags, summary: "List notes" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const rows = await listNotes(database, orgId, request.query);
      return listOf(
        rows.map((row) => presentNote(orgId, row)),
        { path: "/v1/notes", query: request.query },
      );
    },
  );
  for (const parent of ["conversations", "customers"] as const) {
    server.get(
      `/v1/${parent}/:id/notes`,
      {
        config: may.readNotes,
        schema: {
          params: idParams,
          querystring: recordListQuery,
          tags,
          summary: parent === "customers" ? "A customer's notes" : "A conversation's notes",
        },
      },
      async (request) => {
        const { orgId } = actorOf(request);
        const { id } = request.params;
        await (parent === "customers" ? requireCustomer : requireConversation)(database, orgId, id);
        const whose = parent === "customers" ? { customerId: id } : { conversationId: id };
        const rows = await listNotes(database, orgId, { ...request.query, ...whose });
        return listOf(
          rows.map((row) => presentNote(orgId, row)),
          { path: `/v1/${parent}/${id}/notes`, query: request.query },
        );
      },
    );
  }
}

function createRoutes(server: Server, deps: RecordDeps): void {
  const create = async (
    actor: Actor,
    body: z.infer<typeof noteBody>,
    inPath: Readonly<Record<string, string>> = {},
  ) => {
    const item = { body: cleanJson(body), author: authorOf(actor) };
    const [outcome] = await writeAs(deps, actor, (writer) => createNotes(writer, [item]));
    const row = rowOrThrow(outcome, inPath);
    publish(deps.live, actor.orgId, noteMessages(row, "created"));
    return one(presentNote(actor.orgId, row));
  };
  server.post(
    "/v1/notes",
    { config: may.createNotes, schema: { body: noteBody, tags, summary: "Write a note" } },
    async (request, reply) => reply.code(201).send(await create(actorOf(request), request.body)),
  );
  server.post(
    "/v1/conversations/:id/notes",
    {
      config: may.createNotes,
      schema: {
        params: idParams,
        body: noteBody.omit({ conversation: true, customer: true }),
        tags,
        summary: "Write a note on a conversation",
      },
    },
    async (request, reply) => {
      const body = { ...request.body, conversation: request.params.id };
      return reply.code(201).send(await create(actorOf(request), body, { conversation: "id" }));
    },
  );
  server.post(
    "/v1/customers/:id/notes",
    {
      config: may.createNotes,
      schema: {
        params: idParams,
        body: noteBody.omit({ conversation: true, customer: true }),
        tags,
        summary: "Write a note on a customer",
      },
    },
    async (request, reply) => {
      const body = { ...request.body, customer: request.params.id };
      return reply.code(201).send(await create(actorOf(request), body, { customer: "id" }));
    },
  );
}

function oneRoutes(server: Server, deps: RecordDeps): void {
  server.get(
    "/v1/notes/:id",
    { config: may.readNotes, schema: { params: idParams, tags, summary: "A note" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const row = (await readRecords<NoteRow>(deps.database, noteTable, orgId, [id])).get(id);
      if (!row) throw missing("note");
      return one(presentNote(orgId, row));
    },
  );
  for (const method of ["PUT", "PATCH"] as const) {
    server.route({
      method,
      url: "/v1/notes/:id",
      config: may.updateNotes,
      schema: { params: idParams, body: noteChanges, tags, summary: "Change a note" },
      handler: async (request) => {
        const actor = actorOf(request);
        const update = {
          id: request.params.id,
          changes: cleanJson(request.body),
          author: authorOf(actor),
        };
        const [outcome] = await writeAs(deps, actor, (writer) => updateNotes(writer, [update]));
        const row = rowOrThrow(outcome, { id: "id" });
        publish(deps.live, actor.orgId, noteMessages(row, "updated"));
        return one(presentNote(actor.orgId, row));
      },
    });
  }
  server.delete(
    "/v1/notes/:id",
    { config: may.deleteNotes, schema: { params: idParams, tags, summary: "Delete a note" } },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const row = await deleteRecord<NoteRow>(deps.database, noteTable, orgId, request.params.id);
      if (!row) throw missing("note");
      publish(deps.live, orgId, noteMessages(row, "deleted"));
      return reply.code(204).send();
    },
  );
}
