import { klassBody, klassChanges, pageQuery } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { SqlState, sqlStateOf } from "@hark/postgres";
import { z } from "zod";
import { idParams } from "../../records/addresses.ts";
import type { RecordDeps } from "../../records/deps.ts";
import { listOf, one } from "../../records/envelope.ts";
import { missing, rowOrThrow } from "../../records/fault.ts";
import { may } from "../../records/roles.ts";
import { authorOf, writeAs } from "../../records/writer.ts";
import { dropMetadata } from "../metadata/store.ts";
import { createKlass } from "./klass-commands.ts";
import { presentKlass } from "./klass-present.ts";
import { changeKlass, deleteKlass, listKlasses } from "./klass-store.ts";

const listQuery = pageQuery.extend({
  name: z.string().optional(),
  status: z.enum(["enabled", "disabled", "existing_only", "all"]).default("enabled"),
});
const tags = ["Klasses"];

/** Klasses, the types of custom objects. `GET /v1/klasses/{x}` stands with the custom objects, as its path has two meanings. */
export function klassRoutes(server: Server, deps: RecordDeps): void {
  server.get(
    "/v1/klasses",
    { config: may.readKlasses, schema: { querystring: listQuery, tags, summary: "List klasses" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { query } = request;
      const status = query.status === "existing_only" ? "all" : query.status;
      const rows = await listKlasses(deps.database, orgId, { ...query, status });
      return listOf(
        rows.map((row) => presentKlass(orgId, row)),
        { path: "/v1/klasses", query },
      );
    },
  );
  // 200, not 201: that is how the wire has it.
  server.post(
    "/v1/klasses",
    { config: may.createKlasses, schema: { body: klassBody, tags, summary: "Create a klass" } },
    async (request) => {
      const actor = actorOf(request);
      const item = { body: request.body, author: authorOf(actor) };
      const row = rowOrThrow(await writeAs(deps, actor, (writer) => createKlass(writer, item)));
      tell(deps, actor.orgId, row.id, "created");
      return one(presentKlass(actor.orgId, row));
    },
  );
  server.put(
    "/v1/klasses/:id",
    {
      config: may.updateKlasses,
      schema: { params: idParams, body: klassChanges, tags, summary: "Change a klass" },
    },
    async (request) => {
      const actor = actorOf(request);
      const { status = null, ...attributes } = request.body;
      const row = await changeKlass(deps.database, actor.orgId, {
        id: request.params.id,
        attributes,
        status,
        now: deps.clock.now(),
        userId: actor.id,
      });
      if (!row) throw missing("klass");
      tell(deps, actor.orgId, row.id, "updated");
      return one(presentKlass(actor.orgId, row));
    },
  );
  server.delete(
    "/v1/klasses/:id",
    { config: may.deleteKlasses, schema: { params: idParams, tags, summary: "Delete a klass" } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = request.params;
      await writeAs(deps, actor, async ({ sql, orgId }) => {
        const deleted = await deleteKlass(sql, orgId, id);
        if (!deleted) throw missing("klass");
        await dropMetadata(sql, orgId, `kobject.${deleted.name}`);
      }).catch(refuseWhileUsed);
      tell(deps, actor.orgId, id, "deleted");
      return reply.code(204).send();
    },
  );
}

function tell(deps: RecordDeps, orgId: string, id: string, change: string): void {
  deps.live.publish(orgId, "klasses", { type: "klass", id, change });
}

function refuseWhileUsed(error: unknown): never {
  if (sqlStateOf(error) !== SqlState.foreignKeyViolation) throw error;
  throw new HarkError("conflict", "the klass has custom objects; delete them first, or disable the klass", {
    parameter: "id",
  });
}
