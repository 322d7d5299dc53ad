import { createServer, liveRoute, type Server, serveSpa } from "@hark/http";
import type { Service } from "@hark/kernel";
import type { MigrationLine } from "@hark/postgres";
import {
  createExecutor,
  createReplayer,
  type Executor,
  findWorkflowNames,
  QUEUE_TOPIC,
  type Replayer,
} from "@hark/workflow";
import type { ActionCatalogue } from "@hark/workflow/core";
import { catalogueOfActions, createActions } from "./actions/index.ts";
import type { DeskDeps } from "./deps.ts";
import { createHooks } from "./features/hooks/index.ts";
import type { WorkflowTools } from "./features/workflows/commands.ts";
import { replayRoutes } from "./features/workflows/replay-routes.ts";
import { retentionRoutes } from "./features/workflows/retention-routes.ts";
import { workflowRoutes } from "./features/workflows/routes.ts";
import { type RunTools, runActionRoutes } from "./features/workflows/run-action-routes.ts";
import { runRoutes } from "./features/workflows/run-routes.ts";
import { tryRoutes } from "./features/workflows/try-routes.ts";
import { variableRoutes } from "./features/workflows/variable-routes.ts";
import { openVariables } from "./features/workflows/variables.ts";
import { versionRoutes } from "./features/workflows/version-routes.ts";
import { recordEvents } from "./records/events.ts";
import { recordFeatures } from "./records/index.ts";

export { createActions } from "./actions/index.ts";
export type { DeskDeps } from "./deps.ts";
export { createWorkflow, mustFind } from "./features/workflows/commands.ts";
export { replayWords } from "./features/workflows/replay-words.ts";

/** Desk's tables, apart from those of its workflows. */
export const migrations: MigrationLine = {
  schema: "desk",
  directory: new URL("../migrations/", import.meta.url),
};

/** The actions a workflow can use here, as the check of documents needs them. */
export function deskCatalogue(): ActionCatalogue {
  return catalogueOfActions(createActions());
}

/** Desk, ready to listen, with what runs behind it. */
export interface DeskApp {
  readonly server: Server;
  readonly executor: Executor;
  readonly replayer: Replayer;
  readonly services: readonly Service[];
  /** For commands and demo data, which make workflows the way the API does. */
  readonly workflows: WorkflowTools;
}

/** Puts Desk together: every route, the intake of hooks, and the executor that runs workflows. */
export async function createDeskApp(deps: DeskDeps): Promise<DeskApp> {
  const { database, live, clock, random } = deps;
  const actions = createActions();
  const descriptions = actions.map((action) => action.description);
  const catalogue = catalogueOfActions(actions);
  const workflows: WorkflowTools = { database, clock, random, catalogue };
  const executor = createExecutor({
    database,
    live,
    actions,
    catalogue,
    clock,
    random,
    log: deps.logger,
    retentionDays: deps.retentionDays,
    outside: deps.outside,
    variables: openVariables(deps.secrets),
  });
  const replayer = createReplayer({ database, live, clock, random, log: deps.logger, wake: executor.wake });
  const server = await createServer({
    title: "Hark Desk",
    description: "Hooks, workflows, customers, custom objects and conversations.",
    version: deps.version,
    logger: deps.logger,
    trustedOrigins: deps.trustedOrigins,
    trustProxy: deps.trustProxy,
    authenticate: deps.accounts.authenticate,
    authorize: deps.accounts.authorize,
  });
  await deps.accounts.register(server, "desk");
  liveRoute(server, live);
  const hooks = await createHooks(server, deps);
  workflowRoutes(server, deps, workflows, descriptions);
  versionRoutes(server, deps, workflows);
  const running: RunTools = { deps, workflows, executor, replayer };
  runRoutes(server, deps, workflows);
  runActionRoutes(server, running);
  replayRoutes(server, running);
  retentionRoutes(server, deps);
  tryRoutes(server, running);
  variableRoutes(server, deps, workflows);
  recordFeatures(server, {
    database,
    clock,
    random,
    live,
    events: recordEvents(random, executor.wake, (orgId) => live.publish(orgId, QUEUE_TOPIC)),
    workflowNames: (orgId, ids) => findWorkflowNames(database, orgId, ids),
  });
  await serveSpa(server, deps.webFiles);
  return { server, executor, replayer, services: [executor, replayer, ...hooks.services], workflows };
}
