import { allowAnyOrigin, createServer, liveRoute, type Server, serveSpa } from "@hark/http";
import { createJobs, type Jobs } from "@hark/jobs";
import type { Service } from "@hark/kernel";
import {
  type AddressPolicy,
  createClient,
  createDeliverer,
  createReplayer,
  createSecretBox,
  type Deliverer,
  OUTBOX_TOPIC,
  type Replayer,
} from "@hark/webhooks";
import type { ReviewsDeps } from "./deps.ts";
import { attributeRoutes } from "./features/attributes/routes.ts";
import { deliveryRoutes } from "./features/deliveries/delivery-routes.ts";
import { replayRoutes } from "./features/deliveries/replay-routes.ts";
import { standingRoutes } from "./features/deliveries/standing-routes.ts";
import { homeRoutes } from "./features/home/routes.ts";
import { kustomerRoutes } from "./features/integrations/kustomer-routes.ts";
import { mediaRoutes } from "./features/media/routes.ts";
import { mediaChores, mediaTasks } from "./features/media/tasks.ts";
import { orderRoutes } from "./features/orders/routes.ts";
import { productRoutes } from "./features/products/routes.ts";
import { createMailer } from "./features/requests/mailer.ts";
import { requestRoutes } from "./features/requests/routes.ts";
import { sendingTasks } from "./features/requests/send-request.ts";
import { loadDetector } from "./features/reviews/language.ts";
import { merchantReviewRoutes } from "./features/reviews/merchant-routes.ts";
import { addPastReview, type PastReview } from "./features/reviews/past-review.ts";
import { publicReviewRoutes, type StorefrontTools } from "./features/reviews/public-routes.ts";
import { createArrivals } from "./features/reviews/take-in.ts";
import { rewardRoutes } from "./features/rewards/routes.ts";
import { storefrontRoutes } from "./features/storefront/routes.ts";
import { widgetRoutes } from "./features/storefront/widget-routes.ts";
import { type Catalogue, createCatalogue } from "./features/stores/catalogue.ts";
import { storeRoutes } from "./features/stores/routes.ts";
import { webhookActionRoutes } from "./features/webhooks/action-routes.ts";
import type { WebhookTools } from "./features/webhooks/commands.ts";
import { eventTypeRoutes } from "./features/webhooks/event-type-routes.ts";
import { signingKeyRoutes } from "./features/webhooks/key-routes.ts";
import { stopNotices, stoppedTasks } from "./features/webhooks/stopped-mail.ts";
import { webhookRoutes } from "./features/webhooks/webhook-routes.ts";

export type { ReviewsDeps } from "./deps.ts";
export { type SampleProduct, sampleProduct } from "./features/products/sample.ts";
export type { PastReview } from "./features/reviews/past-review.ts";
export { listStores } from "./features/stores/store.ts";
export { migrations } from "./migrations.ts";

/** Reviews, ready to listen, with what runs behind it. */
export interface ReviewsApp {
  readonly server: Server;
  readonly deliverer: Deliverer;
  readonly replayer: Replayer;
  readonly services: readonly Service[];
  /** Adds a review from before Hark to a store; it is sent to nobody. */
  addPastReview(storeSlug: string, review: PastReview): Promise<void>;
}

/** Puts Reviews together: every route, and the deliverer that sends what the outbox holds. */
export async function createReviewsApp(deps: ReviewsDeps): Promise<ReviewsApp> {
  const { database, live, clock, random } = deps;
  const policy: AddressPolicy = { allowLoopback: deps.isLocal, allowedRanges: deps.allowReceivers };
  const client = createClient({ policy });
  const secrets = createSecretBox(deps.secret, random);
  const deliverer = createDeliverer({
    database,
    live,
    client,
    secrets,
    clock,
    random: Math.random,
    log: deps.logger,
    userAgent: `hark-reviews/${deps.version}`,
    retentionDays: deps.retentionDays,
    notices: {
      endpointStopped: (orgId, endpointId, reason) => notices.endpointStopped(orgId, endpointId, reason),
    },
  });
  const replayer = createReplayer({ database, live, clock, log: deps.logger, wake: deliverer.wake });
  // Heard by this process's deliverer at once and by those of others through the bus.
  const wake = (orgId: string): void => live.publish(orgId, OUTBOX_TOPIC);
  const catalogue = createCatalogue(database, live, clock);
  const storefront = {
    deps,
    catalogue,
    arrivals: createArrivals(deps),
    detector: loadDetector,
    wake,
    submissionsPerMinute: deps.submissionsPerMinute,
  } satisfies StorefrontTools;
  const integrations: WebhookTools = { deps, client, secrets, policy, wake, replayer };
  const mailer = createMailer(deps.mail);

  const jobs = createJobs({
    database,
    tasks: { ...sendingTasks(deps, mailer), ...mediaTasks(deps), ...stoppedTasks(deps, mailer) },
    chores: mediaChores,
    logger: deps.logger,
  });
  const notices = stopNotices(deps, jobs);

  const server = await createServer({
    title: "Hark Reviews",
    description: "Reviews, the requests for them, and where each new one is sent.",
    version: deps.version,
    logger: deps.logger,
    trustedOrigins: deps.trustedOrigins,
    trustProxy: deps.trustProxy,
    authenticate: deps.accounts.authenticate,
    authorize: deps.accounts.authorize,
  });
  await registerRoutes(server, { deps, catalogue, storefront, integrations, jobs });
  return {
    server,
    deliverer,
    replayer,
    services: [deliverer, replayer, jobs, { start: async () => {}, stop: () => client.close() }],
    addPastReview: (slug, review) => addPastReview({ ...storefront, deps }, slug, review),
  };
}

interface RouteTools {
  readonly deps: ReviewsDeps;
  readonly catalogue: Catalogue;
  readonly storefront: StorefrontTools;
  readonly integrations: WebhookTools;
  readonly jobs: Jobs;
}

async function registerRoutes(server: Server, tools: RouteTools): Promise<void> {
  const { deps, catalogue, storefront, integrations, jobs } = tools;
  await deps.accounts.register(server, "reviews");
  liveRoute(server, deps.live);
  await server.register(async (scope: Server) => {
    await allowAnyOrigin(scope);
    publicReviewRoutes(scope, storefront);
    await mediaRoutes(scope, deps, catalogue);
  });
  storeRoutes(server, deps, catalogue);
  productRoutes(server, deps, catalogue);
  attributeRoutes(server, deps, catalogue);
  rewardRoutes(server, deps, catalogue);
  orderRoutes(server, deps);
  merchantReviewRoutes(server, { deps, wake: integrations.wake });
  kustomerRoutes(server, integrations);
  webhookRoutes(server, integrations);
  webhookActionRoutes(server, integrations);
  signingKeyRoutes(server, integrations);
  eventTypeRoutes(server);
  deliveryRoutes(server, integrations);
  standingRoutes(server, integrations);
  replayRoutes(server, integrations);
  requestRoutes(server, deps, jobs);
  homeRoutes(server, deps);
  storefrontRoutes(server, deps);
  widgetRoutes(server, deps);
  await serveSpa(server, deps.adminFiles);
}
