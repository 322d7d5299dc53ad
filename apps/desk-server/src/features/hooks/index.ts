import type { Server } from "@hark/http";
import type { Service } from "@hark/kernel";
import { QUEUE_TOPIC } from "@hark/workflow";
import type { DeskDeps } from "../../deps.ts";
import { createHookCache } from "./hook-cache.ts";
import { createIntake } from "./intake.ts";
import { createMailListener } from "./mail/mail-listener.ts";
import { createHookRate } from "./rate.ts";
import { receiveRoutes } from "./receive.ts";
import { hookRoutes } from "./routes.ts";
import { createTakeIn } from "./take-in.ts";

/** Hooks of all kinds: their routes are on the server, and mail is taken in once the services were started. */
export async function createHooks(
  server: Server,
  deps: DeskDeps,
): Promise<{ readonly services: readonly Service[] }> {
  const { database, live, clock, random } = deps;
  const hooks = createHookCache(database, clock);
  const intake = createIntake(database, (events) => {
    live.publish(events[0]?.orgId ?? "", QUEUE_TOPIC);
    for (const event of events)
      live.publish(event.orgId, `hook:${event.sourceId}`, { type: "transaction", id: event.id });
  });
  const takeIn = createTakeIn({ clock, random, intake });
  const rate = createHookRate(deps.hookRatePerMinute, "this organisation's");
  const senderRate = createHookRate(deps.formRatePerMinute, "this address's");
  hookRoutes(server, deps, hooks);
  await receiveRoutes(server, deps, { hooks, takeIn, rate, senderRate });
  if (deps.hookMail.port === undefined) return { services: [] };
  return {
    services: [createMailListener({ mail: deps.hookMail, hooks, takeIn, rate, clock, log: deps.logger })],
  };
}
