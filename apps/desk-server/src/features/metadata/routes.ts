import { metadataBody } from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { z } from "zod";
import type { RecordDeps } from "../../records/deps.ts";
import { one } from "../../records/envelope.ts";
import { parsedJson } from "../../records/parsed-json.ts";
import { may } from "../../records/roles.ts";
import { writeAs } from "../../records/writer.ts";
import { findKlass } from "../klasses/klass-store.ts";
import { readResource } from "./metadata.ts";
import { presentMetadata } from "./present.ts";
import { declareProperties, readMetadata } from "./store.ts";

const params = z.object({ resource: z.string().max(300) });

/** Declaring custom attributes: `GET|PUT /v1/metadata/{resource}`. */
export function metadataRoutes(server: Server, deps: RecordDeps): void {
  server.get(
    "/v1/metadata/:resource",
    { config: may.readMetadata, schema: { params, tags: ["Metadata"], summary: "Declared attributes" } },
    async (request) => {
      const { orgId } = actorOf(request);
      const { resource } = request.params;
      await requireResource(deps.database, orgId, resource);
      return one(presentMetadata(orgId, resource, await readMetadata(deps.database, orgId, resource)));
    },
  );
  server.put(
    "/v1/metadata/:resource",
    {
      config: may.updateMetadata,
      schema: { params, body: metadataBody, tags: ["Metadata"], summary: "Declare or change attributes" },
    },
    async (request) => {
      const actor = actorOf(request);
      const { resource } = request.params;
      const { properties = {}, ...rest } = request.body;
      const row = await writeAs(deps, actor, async ({ sql, orgId, now }) => {
        await requireResource(sql, orgId, resource);
        return declareProperties(sql, orgId, {
          resource,
          properties,
          rest: parsedJson(rest),
          now,
          userId: actor.id,
        });
      });
      return one(presentMetadata(actor.orgId, resource, row));
    },
  );
}

async function requireResource(sql: Sql, orgId: string, resource: string): Promise<void> {
  const known = readResource(resource);
  const exists = known && (known.klass === undefined || (await findKlass(sql, orgId, known.klass)));
  if (exists) return;
  throw new HarkError(
    "notfound",
    `there is no resource ${resource}; use customer, conversation, message, note, company, user or kobject.<klass>`,
    { parameter: "resource" },
  );
}
