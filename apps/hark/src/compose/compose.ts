import { join } from "node:path";
import { type Accounts, createAccounts } from "@hark/accounts";
import { createDeskApp, type DeskApp } from "@hark/desk-server";
import { type Service, secureRandom, systemClock } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import { createReviewsApp, type ReviewsApp } from "@hark/reviews-server";
import { createClient, createSecretBox } from "@hark/webhooks";
import type { Logger } from "pino";
import { builtFiles } from "../build/front-ends.ts";
import type { Config } from "../config.ts";
import { version } from "../version.ts";

/** What a step of a workflow reads of an answer; steps work with it, so it is more than a delivery keeps. */
const MAX_STEP_ANSWER_BYTES = 262_144;

/** What both apps are made from. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  readonly secret: string;
  /** Where mail goes out. */
  readonly smtpUrl: string;
}

/** Both apps over one database, not yet listening. */
export interface Hark {
  readonly accounts: Accounts;
  readonly reviews: ReviewsApp;
  readonly desk: DeskApp;
  /** Starts what the servers need before they listen. */
  start(): Promise<void>;
  /** Starts what calls out, once the servers listen: the first delivery may well go to this very process. */
  startCalling(): Promise<void>;
  /** Stops the servers first, so that nothing new comes in, then what runs behind them. */
  stop(): Promise<void>;
}

/** Puts everything together by hand: who gets what is written here and nowhere else. */
export async function compose(parts: Parts): Promise<Hark> {
  const { config, database, logger, secret } = parts;
  const { values } = config;
  const live = createLiveBus(database);
  const origins = [config.reviewsUrl, config.deskUrl];
  const accounts = createAccounts({ database, secret, origins, clock: systemClock, random: secureRandom });
  const shared = {
    database,
    live,
    accounts,
    clock: systemClock,
    random: secureRandom,
    trustedOrigins: origins,
    trustProxy: values.HARK_TRUST_PROXY,
    version,
    retentionDays: values.HARK_RETENTION_DAYS,
  };
  const reviews = await createReviewsApp({
    ...shared,
    logger: logger.child({ app: "reviews" }),
    publicUrl: config.reviewsUrl,
    adminFiles: builtFiles("reviews-admin"),
    widgetFiles: builtFiles("reviews-widget"),
    mediaDir: join(config.dataDir, "media"),
    secret,
    mail: { smtpUrl: parts.smtpUrl, from: values.HARK_MAIL_FROM },
    isLocal: config.isLocal,
    allowReceivers: values.HARK_ALLOW_RECEIVERS,
    submissionsPerMinute: values.HARK_SUBMISSION_RATE,
  });
  const policy = { allowLoopback: config.isLocal, allowedRanges: values.HARK_ALLOW_RECEIVERS };
  const client = createClient({ policy, maxAnswerBytes: MAX_STEP_ANSWER_BYTES });
  const desk = await createDeskApp({
    ...shared,
    outside: client.request,
    secrets: createSecretBox(secret, secureRandom),
    logger: logger.child({ app: "desk" }),
    publicUrl: config.deskUrl,
    webFiles: builtFiles("desk-web"),
    ...hooksOf(config),
  });
  const closing: Service = { start: async () => {}, stop: () => client.close() };
  const services: readonly Service[] = [live, accounts, closing, ...desk.services];
  const callers: readonly Service[] = reviews.services;
  return {
    accounts,
    reviews,
    desk,
    start: async () => {
      for (const service of services) await service.start();
    },
    startCalling: async () => {
      for (const service of callers) await service.start();
    },
    stop: async () => {
      await Promise.all([reviews.server.close(), desk.server.close()]);
      for (const service of [...services, ...callers].toReversed()) await service.stop();
    },
  };
}

/** What is set of hooks: how many may come, and how e-mail gets to them. */
function hooksOf({ values, hookMailPort }: Config) {
  return {
    hookRatePerMinute: values.HARK_HOOK_RATE,
    formRatePerMinute: values.HARK_FORM_HOOK_RATE,
    hookMail: { domain: values.HARK_HOOK_MAIL_DOMAIN, host: values.HARK_HOST, port: hookMailPort },
  };
}
