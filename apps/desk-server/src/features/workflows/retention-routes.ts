import { actorOf, type Server } from "@hark/http";
import { findRetention, KEEP_DAYS, setRetention } from "@hark/workflow";
import { z } from "zod";
import type { DeskDeps } from "../../deps.ts";

const tags = ["Settings"];
const choices = KEEP_DAYS.map((days) => z.literal(days));
const body = z.strictObject({
  runsDays: z.union([z.null(), ...choices], {
    error: `must be ${KEEP_DAYS.join(", ")} days, or null for what the installation says`,
  }),
});

/** How long an organisation keeps its transactions and runs. */
export function retentionRoutes(server: Server, deps: DeskDeps): void {
  const { database, clock } = deps;
  const shown = async (orgId: string) => ({
    data: {
      runsDays: await findRetention(database, orgId),
      defaultDays: deps.retentionDays,
      choices: KEEP_DAYS,
    },
  });
  server.get(
    "/v1/settings/retention",
    {
      config: { access: { roles: ["org.permission.setting.read", "org.permission.workflow.read"] } },
      schema: { tags, summary: "How long transactions and runs are kept" },
    },
    (request) => shown(actorOf(request).orgId),
  );
  server.put(
    "/v1/settings/retention",
    {
      config: { access: { roles: ["org.permission.setting.update"] } },
      schema: {
        tags,
        summary: "Say how long transactions and runs are kept from now on",
        description: "What is there already leaves when it would have left anyway.",
        body,
      },
    },
    async (request) => {
      const { orgId, id } = actorOf(request);
      await setRetention(database, { orgId, by: id, at: clock.now() }, request.body.runsDays);
      return shown(orgId);
    },
  );
}
