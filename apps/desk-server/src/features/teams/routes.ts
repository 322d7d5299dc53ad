import { pageQuery, type TeamChanges, teamBody, teamChanges, teamMembersBody } from "@hark/contract";
import { type Actor, actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { idParams } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing } from "../../records/fault.ts";
import { may } from "../../records/roles.ts";
import { deleteRecord, holdersOf, insertRecords, readRecords, saveRecords } from "../../records/table.ts";
import { authorOf, type Writer, writeAs } from "../../records/writer.ts";
import { presentTeam } from "./present.ts";
import { listTeams } from "./store.ts";
import { changeTeam, planTeam, type TeamRow, teamTable } from "./team.ts";

const tags = ["Teams"];

/** Teams: users whom conversations are assigned to together. */
export function teamRoutes(server: Server, deps: RecordDeps): void {
  const { database } = deps;
  server.get(
    "/v1/teams",
    { config: may.readTeams, schema: { querystring: pageQuery, tags, summary: "List teams" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const rows = await listTeams(database, orgId, request.query);
      return listOf(
        rows.map((row) => presentTeam(orgId, row)),
        { path: "/v1/teams", query: request.query },
      );
    },
  );
  server.post(
    "/v1/teams",
    { config: may.writeTeams, schema: { body: teamBody, tags, summary: "Create a team" } },
    async (request, reply) => {
      const actor = actorOf(request);
      const item = { body: cleanJson(request.body), author: authorOf(actor) };
      const row = await writeAs(deps, actor, async (writer) => {
        await requireFree(writer, item.body.externalId, "");
        const planned = planTeam(item, writer);
        const inserted = await insertRecords(writer.sql, teamTable, writer.orgId, [planned]);
        if (!inserted.has(planned.id)) throw taken(item.body.externalId ?? "");
        return planned;
      });
      return reply.code(201).send(one(presentTeam(actor.orgId, row)));
    },
  );
  server.get(
    "/v1/teams/:id",
    { config: may.readTeams, schema: { params: idParams, tags, summary: "A team" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const row = (await readRecords<TeamRow>(database, teamTable, orgId, [id])).get(id);
      if (!row) throw missing("team");
      return one(presentTeam(orgId, row));
    },
  );
  changeRoutes(server, deps);
}

function changeRoutes(server: Server, deps: RecordDeps): void {
  const change = async (actor: Actor, id: string, changesOf: (row: TeamRow) => TeamChanges) => {
    const row = await writeAs(deps, actor, async (writer) => {
      const { sql, orgId, now } = writer;
      const current = (await readRecords<TeamRow>(sql, teamTable, orgId, [id], true)).get(id);
      if (!current) throw missing("team");
      const changes = changesOf(current);
      if (changes.deleted === true) {
        await deleteRecord(sql, teamTable, orgId, id);
        return current;
      }
      await requireFree(writer, changes.externalId, id);
      const changed = changeTeam(current, changes, authorOf(actor), now);
      await saveRecords(sql, teamTable, orgId, [changed]);
      return changed;
    });
    return one(presentTeam(actor.orgId, row));
  };
  const put = teamChanges.required({ name: true });
  server.put(
    "/v1/teams/:id",
    { config: may.writeTeams, schema: { params: idParams, body: put, tags, summary: "Change a team" } },
    async (request) => change(actorOf(request), request.params.id, () => cleanJson(request.body)),
  );
  server.patch(
    "/v1/teams/:id",
    {
      config: may.writeTeams,
      schema: { params: idParams, body: teamChanges, tags, summary: "Change part of a team" },
    },
    async (request) => change(actorOf(request), request.params.id, () => cleanJson(request.body)),
  );
  server.delete(
    "/v1/teams/:id",
    { config: may.writeTeams, schema: { params: idParams, tags, summary: "Delete a team" } },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      if (!(await deleteRecord(deps.database, teamTable, orgId, request.params.id))) throw missing("team");
      return reply.code(204).send();
    },
  );
  for (const method of ["POST", "DELETE"] as const) {
    server.route({
      method,
      url: "/v1/teams/:id/members",
      config: may.writeTeams,
      schema: {
        params: idParams,
        body: teamMembersBody,
        tags,
        summary: method === "POST" ? "Add members to a team" : "Take members out of a team",
      },
      handler: async (request) => {
        const { members } = request.body;
        return change(actorOf(request), request.params.id, (row) => ({
          members:
            method === "POST"
              ? [...new Set([...row.members, ...members])]
              : row.members.filter((member) => !members.includes(member)),
        }));
      },
    });
  }
}

async function requireFree(writer: Writer, externalId: string | undefined, own: string): Promise<void> {
  if (externalId === undefined) return;
  const holder = (await holdersOf(writer.sql, teamTable, writer.orgId, [externalId])).get(externalId);
  if (holder !== undefined && holder !== own) throw taken(externalId);
}

const taken = (externalId: string): HarkError =>
  new HarkError(
    "conflict",
    `${JSON.stringify(externalId)} is taken by another team; use another externalId`,
    {
      pointer: "/externalId",
    },
  );
