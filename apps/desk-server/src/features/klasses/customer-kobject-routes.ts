import { kobjectBody } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { cleanJson } from "../../records/clean.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { recordListQuery } from "../../records/list-query.ts";
import { may } from "../../records/roles.ts";
import { publish } from "../../records/tell.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { requireCustomer } from "../customers/store.ts";
import { findKlass } from "./klass-store.ts";
import { createKobjects } from "./kobject-commands.ts";
import { kobjectMessages } from "./kobject-messages.ts";
import { presentKobject } from "./kobject-present.ts";
import { listKobjects } from "./kobject-store.ts";

const params = z.object({ id: z.string().max(300), name: z.string().max(300) });
const body = kobjectBody.omit({ customer: true });
const tags = ["Custom objects"];

/** Custom objects on a customer's timeline: `GET|POST /v1/customers/{id}/klasses/{name}`. */
export function customerKobjectRoutes(server: Server, deps: RecordDeps): void {
  server.get(
    "/v1/customers/:id/klasses/:name",
    {
      config: may.readCustomers,
      schema: { params, querystring: recordListQuery, tags, summary: "A customer's custom objects" },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id, name } = request.params;
      await requireCustomer(deps.database, orgId, id);
      if (!(await findKlass(deps.database, orgId, name))) throw missing("klass", "name");
      const filter = { ...request.query, klass: name, customerId: id };
      const rows = await listKobjects(deps.database, orgId, filter);
      return listOf(
        rows.map((row) => presentKobject(orgId, row)),
        { path: `/v1/customers/${id}/klasses/${name}`, query: request.query },
      );
    },
  );
  server.post(
    "/v1/customers/:id/klasses/:name",
    {
      config: may.createKobjects,
      schema: { params, body, tags, summary: "Create a custom object for a customer" },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id: customer, name: klass } = request.params;
      const item = { klass, body: { ...cleanJson(request.body), customer }, author: authorOf(actor) };
      const [outcome] = await writeAs(deps, actor, (writer) => createKobjects(writer, [item]));
      const row = rowOrThrow(outcome, { klassName: "name", customer: "id" });
      publish(deps.live, actor.orgId, kobjectMessages(row, "created"));
      return reply.code(201).send(one(presentKobject(actor.orgId, row)));
    },
  );
}
