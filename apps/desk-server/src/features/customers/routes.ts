import { customerBody, pageQuery } from "@hark/contract";
import type { Actor } from "@hark/http";
import { actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { idParams, replaceQuery, revQuery } from "../../records/addresses.ts";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { readTimeFilters } from "../../records/list-query.ts";
import { may } from "../../records/roles.ts";
import { deleteRecord, readRecords } from "../../records/table.ts";
import { publish } from "../../records/tell.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { searchForText } from "../search/criteria.ts";
import { type CustomerUpdate, createCustomers, updateCustomers } from "./commands.ts";
import { type CustomerRow, customerTable } from "./customer.ts";
import { type IdentityKind, identityValue } from "./identity.ts";
import { customerMessages } from "./messages.ts";
import { presentCustomer } from "./present.ts";
import { presentCustomers } from "./present-all.ts";
import { findByIdentity, listCustomers } from "./store.ts";

const sorts = ["createdAt", "-createdAt", "updatedAt", "-updatedAt"] as const;
// Filters come as filter[createdAt][gte]=…, so other names are let through here and read by readTimeFilters.
const listQuery = pageQuery
  .extend({
    sort: z.enum(sorts).default("-createdAt"),
    /** Words in the name, e-mail addresses, phone numbers or external ids; an addition to the wire. */
    q: z.string().trim().max(300).optional(),
  })
  .loose();
const tags = ["Customers"];

/** Customers: the people who write, buy and review. */
export function customerRoutes(server: Server, deps: RecordDeps): void {
  const { database } = deps;
  server.get(
    "/v1/customers",
    { config: may.readCustomers, schema: { querystring: listQuery, tags, summary: "List customers" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const { page, pageSize, sort, q } = query;
      const times = readTimeFilters(query);
      const filter = { page, pageSize, sort, times, ...(q ? { search: searchForText(cleanJson(q)) } : {}) };
      const { rows, total } = await listCustomers(database, orgId, filter);
      return listOf(await presentCustomers(deps.database, orgId, rows), {
        path: "/v1/customers",
        query,
        total,
      });
    },
  );
  server.post(
    "/v1/customers",
    { config: may.createCustomers, schema: { body: customerBody, tags, summary: "Create a customer" } },
    async (request, reply) => {
      const actor = actorOf(request);
      const item = { body: cleanJson(request.body), author: authorOf(actor) };
      const [outcome] = await writeAs(deps, actor, (writer) => createCustomers(writer, [item]));
      const row = rowOrThrow(outcome);
      publish(deps.live, actor.orgId, customerMessages(row.id, "created"));
      return reply.code(201).send(one(presentCustomer(actor.orgId, row, null)));
    },
  );
  lookUp(server, deps, "email");
  lookUp(server, deps, "phone");
  lookUp(server, deps, "externalId");
  // Several ids with commas between them give a list.
  server.get(
    "/v1/customers/:id",
    { config: may.readCustomers, schema: { params: idParams, tags, summary: "A customer" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const ids = request.params.id.split(",").slice(0, 100);
      const found = await readRecords<CustomerRow>(database, customerTable, orgId, ids);
      const rows = ids.flatMap((id) => found.get(id) ?? []);
      const data = await presentCustomers(deps.database, orgId, rows);
      if (ids.length > 1) return { data };
      const [resource] = data;
      if (!resource) throw missing("customer");
      return one(resource);
    },
  );
  changeRoutes(server, deps);
}

function lookUp(server: Server, deps: RecordDeps, kind: IdentityKind): void {
  const params = z.object({ value: z.string().max(1_000) });
  server.get(
    `/v1/customers/${kind}=:value`,
    { config: may.readCustomers, schema: { params, tags, summary: `A customer by ${kind}` } },
    async (request) => {
      const { orgId } = actorOf(request);
      const value = identityValue(kind, request.params.value);
      const rows = await findByIdentity(deps.database, orgId, kind, [value]);
      const [resource] = await presentCustomers(deps.database, orgId, rows);
      if (!resource) throw missing("customer", kind);
      return one(resource);
    },
  );
}

function changeRoutes(server: Server, deps: RecordDeps): void {
  const change = async (actor: Actor, update: Omit<CustomerUpdate, "author">) => {
    const item = { ...update, changes: cleanJson(update.changes), author: authorOf(actor) };
    const [outcome] = await writeAs(deps, actor, (writer) => updateCustomers(writer, [item]));
    const row = rowOrThrow(outcome, { id: "id" });
    publish(deps.live, actor.orgId, customerMessages(row.id, "updated"));
    const [resource] = await presentCustomers(deps.database, actor.orgId, [row]);
    if (!resource) throw missing("customer");
    return one(resource);
  };
  server.put(
    "/v1/customers/:id",
    {
      config: may.updateCustomers,
      schema: {
        params: idParams,
        querystring: replaceQuery,
        body: customerBody,
        tags,
        summary: "Change a customer",
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
    "/v1/customers/:id",
    {
      config: may.updateCustomers,
      schema: {
        params: idParams,
        querystring: revQuery,
        body: customerBody,
        tags,
        summary: "Change part of a customer",
      },
    },
    async (request) => {
      const { rev } = request.query;
      const changes = rev === undefined ? request.body : { ...request.body, rev };
      return change(actorOf(request), { id: request.params.id, changes });
    },
  );
  server.delete(
    "/v1/customers/:id",
    {
      config: may.deleteCustomers,
      schema: { params: idParams, tags, summary: "Delete a customer with everything of theirs" },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      if (!(await deleteRecord(deps.database, customerTable, orgId, id))) throw missing("customer");
      publish(deps.live, orgId, customerMessages(id, "deleted"));
      return reply.code(204).send();
    },
  );
}
