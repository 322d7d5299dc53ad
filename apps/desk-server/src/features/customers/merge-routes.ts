import { deskId, type Resource } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { z } from "zod";
import { idParams } from "../../records/addresses.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { customerRelation, one, orgRelation } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { may } from "../../records/roles.ts";
import { publish } from "../../records/tell.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { mergeCustomers } from "./merge.ts";
import { findMerge, listMerges, type MergeRow } from "./merge-store.ts";
import { customerMessages } from "./messages.ts";
import { requireCustomer } from "./store.ts";

const tags = ["Customers"];
const mergeBody = z.strictObject({ source: deskId, target: deskId });

/** Merges of customers: done at once, so that their status is always `success`. */
export function mergeRoutes(server: Server, deps: RecordDeps): void {
  server.post(
    "/v1/customers/merges",
    {
      config: may.createMerges,
      schema: { body: mergeBody, tags, summary: "Merge the source into the target; the source is deleted" },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const order = { ...request.body, author: authorOf(actor) };
      const [outcome] = await writeAs(deps, actor, (writer) => mergeCustomers(writer, [order]));
      const { merge } = rowOrThrow(outcome);
      publish(deps.live, actor.orgId, [
        ...customerMessages(merge.source_id, "deleted"),
        ...customerMessages(merge.target_id, "updated"),
      ]);
      return reply.code(201).send(one(presentMerge(actor.orgId, merge)));
    },
  );
  server.get(
    "/v1/customers/merges/:id",
    { config: may.readMerges, schema: { params: idParams, tags, summary: "A merge" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const row = await findMerge(deps.database, orgId, request.params.id);
      if (!row) throw missing("merge");
      return one(presentMerge(orgId, row));
    },
  );
  server.get(
    "/v1/customers/:id/merges",
    { config: may.readMerges, schema: { params: idParams, tags, summary: "The merges into a customer" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = request.params;
      await requireCustomer(deps.database, orgId, id);
      const rows = await listMerges(deps.database, orgId, id);
      return { data: rows.map((row) => presentMerge(orgId, row)) };
    },
  );
}

function presentMerge(orgId: string, row: MergeRow): Resource {
  const at = row.created_at.toISOString();
  return {
    type: "customer_merge",
    id: row.id,
    attributes: { status: "success", createdAt: at, updatedAt: at },
    relationships: {
      org: orgRelation(orgId),
      source: customerRelation(row.source_id),
      target: customerRelation(row.target_id),
      ...(row.created_by === null
        ? {}
        : {
            createdBy: {
              data: { type: "user", id: row.created_by },
              links: { self: `/v1/users/${row.created_by}` },
            },
          }),
    },
    links: { self: `/v1/customers/merges/${row.id}` },
  };
}
