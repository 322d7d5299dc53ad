import { pageQuery, type UserChanges, userBody, userChanges } from "@hark/contract";
import { type Actor, actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { z } from "zod";
import { idParams } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing } from "../../records/fault.ts";
import { may } from "../../records/roles.ts";
import { insertRecords, readRecords, saveRecords } from "../../records/table.ts";
import { authorOf, type Writer, writeAs } from "../../records/writer.ts";
import { presentTeam } from "../teams/present.ts";
import { listTeams } from "../teams/store.ts";
import { presentUser } from "./present.ts";
import { holderOfEmail, listUsers } from "./store.ts";
import { changeUser, planUser, type UserRow, userTable } from "./user.ts";

const tags = ["Users"];
const listQuery = pageQuery.extend({
  email: z.string().max(300).optional(),
  deleted: z.enum(["true", "false"]).optional(),
  userType: z.string().max(30).optional(),
});

/** Users: whom work is assigned to. */
export function userRoutes(server: Server, deps: RecordDeps): void {
  const { database } = deps;
  server.get(
    "/v1/users",
    { config: may.readUsers, schema: { querystring: listQuery, tags, summary: "List users" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const rows = await listUsers(database, orgId, { ...query, deleted: query.deleted === "true" });
      return listOf(
        rows.map((row) => presentUser(orgId, row)),
        { path: "/v1/users", query },
      );
    },
  );
  server.post(
    "/v1/users",
    {
      config: may.writeUsers,
      schema: { body: userBody, tags, summary: "Create a user to assign work to; it does not sign in" },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const item = { body: cleanJson(request.body), author: authorOf(actor) };
      const row = await writeAs(deps, actor, async (writer) => {
        await requireFree(writer, item.body.email, "");
        const planned = planUser(item, writer);
        const inserted = await insertRecords(writer.sql, userTable, writer.orgId, [planned]);
        if (!inserted.has(planned.id)) throw taken(planned.email);
        return planned;
      });
      return reply.code(201).send(one(presentUser(actor.orgId, row)));
    },
  );
  // Several ids with commas between them give a list.
  server.get(
    "/v1/users/:id",
    { config: may.readUsers, schema: { params: idParams, tags, summary: "A user" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const ids = request.params.id.split(",").slice(0, 100);
      const found = await readRecords<UserRow>(database, userTable, orgId, ids);
      const data = ids.flatMap((id) => found.get(id) ?? []).map((row) => presentUser(orgId, row));
      if (ids.length > 1) return { data };
      const [resource] = data;
      if (!resource) throw missing("user");
      return one(resource);
    },
  );
  server.get(
    "/v1/users/:id/teams",
    {
      config: may.readTeams,
      schema: { params: idParams, querystring: pageQuery, tags, summary: "The teams a user is in" },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const rows = await listTeams(database, orgId, { ...request.query, userId: id });
      return listOf(
        rows.map((row) => presentTeam(orgId, row)),
        { path: `/v1/users/${id}/teams`, query: request.query },
      );
    },
  );
  changeRoute(server, deps);
}

function changeRoute(server: Server, deps: RecordDeps): void {
  const change = (actor: Actor, id: string, changes: UserChanges): Promise<UserRow> =>
    writeAs(deps, actor, async (writer) => {
      const { sql, orgId, now } = writer;
      const current = (await readRecords<UserRow>(sql, userTable, orgId, [id], true)).get(id);
      if (!current) throw missing("user");
      if (changes.email !== undefined) await requireFree(writer, changes.email, id);
      const changed = changeUser(current, changes, authorOf(actor), now);
      await saveRecords(sql, userTable, orgId, [changed]);
      return changed;
    });
  // 201, not 200: that is how the wire has it.
  server.put(
    "/v1/users/:id",
    {
      config: may.writeUsers,
      schema: {
        params: idParams,
        body: userChanges,
        tags,
        summary: "Change a user; `deleted: true` deactivates",
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const row = await change(actor, request.params.id, cleanJson(request.body));
      return reply.code(201).send(one(presentUser(actor.orgId, row)));
    },
  );
}

async function requireFree(writer: Writer, email: string, own: string): Promise<void> {
  const holder = await holderOfEmail(writer.sql, writer.orgId, email);
  if (holder !== undefined && holder !== own) throw taken(email);
}

const taken = (email: string): HarkError =>
  new HarkError("conflict", `${email} is another user's address; change that user, or use another address`, {
    pointer: "/email",
  });
