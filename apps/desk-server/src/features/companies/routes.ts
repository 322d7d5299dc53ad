import { companyBody, companyChanges, pageQuery } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { idParams, replaceQuery } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { recordListQuery } from "../../records/list-query.ts";
import { may } from "../../records/roles.ts";
import { readRecords } from "../../records/table.ts";
import { publish } from "../../records/tell.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { presentKobject } from "../klasses/kobject-present.ts";
import { listKobjects } from "../klasses/kobject-store.ts";
import { createCompanies, updateCompanies } from "./commands.ts";
import { type CompanyRow, companyTable } from "./company.ts";
import { companyMessages } from "./messages.ts";
import { presentCompany } from "./present.ts";
import { listCompanies, removeCompany, requireCompany } from "./store.ts";

const tags = ["Companies"];
const listQuery = pageQuery.extend({
  externalId: z.string().max(300).optional(),
  filter: z.string().max(300).optional(),
});

/** Companies: whom customers belong to. */
export function companyRoutes(server: Server, deps: RecordDeps): void {
  server.get(
    "/v1/companies",
    { config: may.readCompanies, schema: { querystring: listQuery, tags, summary: "List companies" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const { page, pageSize, externalId, filter } = query;
      // Both at once are ignored: that is how the wire has it.
      const wanted = externalId !== undefined && filter !== undefined ? {} : { externalId, name: filter };
      const rows = await listCompanies(deps.database, orgId, { page, pageSize, ...wanted });
      return listOf(
        rows.map((row) => presentCompany(orgId, row)),
        { path: "/v1/companies", query },
      );
    },
  );
  server.post(
    "/v1/companies",
    { config: may.createCompanies, schema: { body: companyBody, tags, summary: "Create a company" } },
    async (request, reply) => {
      const actor = actorOf(request);
      const item = { body: cleanJson(request.body), author: authorOf(actor) };
      const [outcome] = await writeAs(deps, actor, (writer) => createCompanies(writer, [item]));
      const row = rowOrThrow(outcome);
      publish(deps.live, actor.orgId, companyMessages(row.id, "created"));
      return reply.code(201).send(one(presentCompany(actor.orgId, row)));
    },
  );
  server.get(
    "/v1/companies/:id",
    { config: may.readCompanies, schema: { params: idParams, tags, summary: "A company" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      const row = (await readRecords<CompanyRow>(deps.database, companyTable, orgId, [id])).get(id);
      if (!row) throw missing("company");
      return one(presentCompany(orgId, row));
    },
  );
  changeRoute(server, deps);
  kobjectsRoute(server, deps);
}

function changeRoute(server: Server, deps: RecordDeps): void {
  server.put(
    "/v1/companies/:id",
    {
      config: may.updateCompanies,
      schema: {
        params: idParams,
        querystring: replaceQuery,
        body: companyChanges,
        tags,
        summary: "Change a company; `deleted: true` deletes it",
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { deleted, ...changes } = cleanJson(request.body);
      const replace = request.query.replace === "true";
      const update = { id: request.params.id, changes, author: authorOf(actor), replace };
      const row = await writeAs(deps, actor, async (writer) => {
        const [outcome] = await updateCompanies(writer, [update]);
        const changed = rowOrThrow(outcome, { id: "id" });
        if (deleted === true) await removeCompany(writer.sql, writer.orgId, changed.id);
        return changed;
      });
      publish(deps.live, actor.orgId, companyMessages(row.id, deleted === true ? "deleted" : "updated"));
      return one(presentCompany(actor.orgId, row));
    },
  );
}

function kobjectsRoute(server: Server, deps: RecordDeps): void {
  const params = z.object({ id: z.string().max(300), name: z.string().max(300) });
  server.get(
    "/v1/companies/:id/klasses/:name",
    {
      config: may.readCompanies,
      schema: {
        params,
        querystring: recordListQuery,
        tags,
        summary: "A company's custom objects of a klass",
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id, name } = request.params;
      await requireCompany(deps.database, orgId, id);
      const filter = { ...request.query, klass: name, companyId: id };
      const rows = await listKobjects(deps.database, orgId, filter);
      return listOf(
        rows.map((row) => presentKobject(orgId, row)),
        { path: `/v1/companies/${id}/klasses/${name}`, query: request.query },
      );
    },
  );
}
