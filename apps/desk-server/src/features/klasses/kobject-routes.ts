import { kobjectBody, kobjectChanges } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { isId } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { z } from "zod";
import { replaceQuery } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { recordListQuery } from "../../records/list-query.ts";
import { may } from "../../records/roles.ts";
import { deleteRecord } from "../../records/table.ts";
import { type Change, publish } from "../../records/tell.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { presentKlass } from "./klass-present.ts";
import { findKlass, findKlassById, type KlassRow } from "./klass-store.ts";
import { type KobjectRow, kobjectTable } from "./kobject.ts";
import { createKobjects, updateKobjects } from "./kobject-commands.ts";
import { kobjectMessages } from "./kobject-messages.ts";
import { presentKobject } from "./kobject-present.ts";
import { findByExternalIds, findKobject, listKobjects } from "./kobject-store.ts";

const nameParams = z.object({ name: z.string().max(300) });
const objectParams = nameParams.extend({ id: z.string().max(300) });
const externalParams = nameParams.extend({ externalId: z.string().max(300) });
const tags = ["Custom objects"];

/** Custom objects: the records of a klass. */
export function kobjectRoutes(server: Server, deps: RecordDeps): void {
  const { database } = deps;
  // One path, two meanings: a klass by its id, or the custom objects of the klass of that name.
  server.get(
    "/v1/klasses/:name",
    {
      config: may.readKlasses,
      schema: {
        params: nameParams,
        querystring: recordListQuery,
        tags,
        summary: "A klass, or its custom objects",
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { name } = request.params;
      if (isId(name)) {
        const row = await findKlassById(database, orgId, name);
        if (!row) throw missing("klass");
        return one(presentKlass(orgId, row));
      }
      const klass = await requireKlass(database, orgId, name);
      const rows = await listKobjects(database, orgId, { ...request.query, klass: name });
      return listOf(
        rows.map((row) => presentKobject(orgId, row, titleOf(klass))),
        { path: `/v1/klasses/${name}`, query: request.query },
      );
    },
  );
  server.post(
    "/v1/klasses/:name",
    {
      config: may.createKobjects,
      schema: { params: nameParams, body: kobjectBody, tags, summary: "Create a custom object" },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const item = { klass: request.params.name, body: cleanJson(request.body), author: authorOf(actor) };
      const [outcome] = await writeAs(deps, actor, (writer) => createKobjects(writer, [item]));
      const row = rowOrThrow(outcome, { klassName: "name" });
      tell(deps, actor.orgId, row, "created");
      return reply.code(201).send(one(presentKobject(actor.orgId, row)));
    },
  );
  server.get(
    "/v1/klasses/:name/externalId=:externalId",
    {
      config: may.readKobjects,
      schema: { params: externalParams, tags, summary: "A custom object by external id" },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { name, externalId } = request.params;
      await requireKlass(database, orgId, name);
      const wanted = [{ klass_name: name, external_id: externalId }];
      const [row] = await findByExternalIds(database, orgId, wanted);
      if (!row) throw missing(name, "externalId");
      return one(presentKobject(orgId, row));
    },
  );
  server.get(
    "/v1/klasses/:name/:id",
    { config: may.readKobjects, schema: { params: objectParams, tags, summary: "A custom object" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await findKobject(database, orgId, request.params.name, request.params.id);
      if (!row) throw missing("custom object");
      return one(presentKobject(orgId, row));
    },
  );
  changeRoutes(server, deps);
}

function changeRoutes(server: Server, deps: RecordDeps): void {
  server.put(
    "/v1/klasses/:name/:id",
    {
      config: may.updateKobjects,
      schema: {
        params: objectParams,
        querystring: replaceQuery,
        body: kobjectChanges,
        tags,
        summary: "Change a custom object",
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { name: klass, id } = request.params;
      const replace = request.query.replace === "true";
      const item = { id, klass, changes: cleanJson(request.body), author: authorOf(actor), replace };
      const [outcome] = await writeAs(deps, actor, (writer) => updateKobjects(writer, [item]));
      const row = rowOrThrow(outcome, { id: "id" });
      tell(deps, actor.orgId, row, "updated");
      return one(presentKobject(actor.orgId, row));
    },
  );
  server.delete(
    "/v1/klasses/:name/:id",
    { config: may.deleteKobjects, schema: { params: objectParams, tags, summary: "Delete a custom object" } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { name, id } = request.params;
      const row = await writeAs(deps, actor, async ({ sql, orgId }) => {
        if (!(await findKobject(sql, orgId, name, id))) throw missing("custom object");
        return deleteRecord<KobjectRow>(sql, kobjectTable, orgId, id);
      });
      if (row) tell(deps, actor.orgId, row, "deleted");
      return reply.code(204).send();
    },
  );
}

async function requireKlass(sql: Sql, orgId: string, name: string): Promise<KlassRow> {
  const klass = await findKlass(sql, orgId, name);
  if (!klass) throw missing("klass", "name");
  return klass;
}

const titleOf = (klass: KlassRow): string | null =>
  typeof klass.attributes["displayName"] === "string" ? klass.attributes["displayName"] : null;

function tell(deps: RecordDeps, orgId: string, row: KobjectRow, change: Change): void {
  publish(deps.live, orgId, kobjectMessages(row, change));
}
