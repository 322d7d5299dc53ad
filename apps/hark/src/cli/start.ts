import { join } from "node:path";
import { banner } from "../banner.ts";
import { buildFrontEnds } from "../build/front-ends.ts";
import { compose } from "../compose/compose.ts";
import { choosePort, listen } from "../compose/listen.ts";
import { openLog } from "../compose/log.ts";
import { type Config, readConfig, withPorts } from "../config.ts";
import { openDataFolder, readSecret } from "../data-folder.ts";
import { openMigrated } from "../database.ts";
import { makeFirstOwner } from "../demo/first-owner.ts";
import { pictureRoutes } from "../demo/pictures.ts";
import { findInstance, forgetInstance, writeInstance } from "../instance.ts";
import { openMailStore } from "../mailbox/mail-store.ts";
import { mailboxRoutes } from "../mailbox/routes.ts";
import { type LocalSmtp, startLocalSmtp } from "../mailbox/smtp.ts";
import { sampleOf } from "../sample.ts";
import { StartError } from "../start-error.ts";
import { version } from "../version.ts";
import { exitCode } from "./output.ts";

/** What has been opened so far, so that a failed start and a stop let go of the same things in the same order. */
class Opened {
  readonly #closers: (() => Promise<void>)[] = [];
  add(close: () => Promise<void>): void {
    this.#closers.push(close);
  }
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}

interface StartOptions {
  readonly logToTerminal: boolean;
  readonly build: boolean;
}

/** `hark start`: everything in one process, until it is told to stop. */
export async function start({ logToTerminal, build }: StartOptions): Promise<number> {
  const startedAt = performance.now();
  const stop = stopSignal();
  const opened = new Opened();
  try {
    const config = await prepare(readConfig(process.env));
    if (build && !stop.aborted) await buildFrontEnds(tellBuild, stop);
    const elapsedMs = (): number => performance.now() - startedAt;
    const text = stop.aborted ? undefined : await serve({ config, opened, logToTerminal, elapsedMs, stop });
    if (text !== undefined) process.stdout.write(text);
    await aborted(stop);
  } catch (error) {
    // A Ctrl-C reaches what was just being done, too; that it did not come to its end is what was asked for.
    if (!stop.aborted) throw error;
  } finally {
    await opened.close();
  }
  return exitCode.ok;
}

const tellBuild = (count: number): void =>
  void process.stdout.write(`Building ${count} front end${count === 1 ? "" : "s"} …\n`);

async function prepare(config: Config): Promise<Config> {
  openDataFolder(config.dataDir);
  const other = findInstance(config.dataDir);
  if (other)
    throw new StartError(
      `Hark already runs over ${config.dataDir} (process ${other.pid}, ${other.reviewsUrl}); stop it, or set HARK_DATA_DIR to another folder`,
    );
  const { HARK_HOST: host, HARK_REVIEWS_PORT: reviews, HARK_DESK_PORT: desk } = config.values;
  const { hookMailPort: mail } = config;
  return withPorts(config, {
    reviews: await choosePort(host, reviews, "HARK_REVIEWS_PORT"),
    desk: await choosePort(host, desk, "HARK_DESK_PORT"),
    hookMail: mail === undefined ? undefined : await choosePort(host, mail, "HARK_HOOK_MAIL_PORT"),
  });
}

interface Serving {
  readonly config: Config;
  readonly opened: Opened;
  readonly logToTerminal: boolean;
  readonly elapsedMs: () => number;
  readonly stop: AbortSignal;
}

/** Opens one thing behind the other; gives the banner, or nothing when it was asked to stop in between. */
async function serve({
  config,
  opened,
  logToTerminal,
  elapsedMs,
  stop,
}: Serving): Promise<string | undefined> {
  const { values, dataDir } = config;
  const logger = openLog(dataDir, logToTerminal);
  opened.add(async () => logger.flush());
  const secret = readSecret(dataDir, values.HARK_SECRET);
  const open = await openMigrated(config, "hark", (outcome) =>
    outcome instanceof Error
      ? logger.error({ err: outcome }, "PostgreSQL died and does not start again; trying on")
      : logger.warn("PostgreSQL had died and was started again"),
  );
  opened.add(() => open.close(true));
  if (stop.aborted) return undefined;
  const mails = openMailStore(join(dataDir, "mail"));
  const smtp = values.SMTP_URL ? undefined : await openSmtp(opened, mails);
  const smtpUrl = smtp?.url ?? values.SMTP_URL;

  const hark = await compose({ config, database: open.database, logger, secret, smtpUrl });
  if (smtp && config.isLocal) mailboxRoutes(hark.reviews.server, mails);
  if (values.HARK_DEMO) pictureRoutes(hark.reviews.server);
  opened.add(hark.stop);
  await hark.start();
  const { HARK_HOST: host, HARK_REVIEWS_PORT: reviewsPort, HARK_DESK_PORT: deskPort } = values;
  await listen(hark.reviews.server, host, reviewsPort, "HARK_REVIEWS_PORT");
  await listen(hark.desk.server, host, deskPort, "HARK_DESK_PORT");
  await hark.startCalling();
  if (stop.aborted) return undefined;

  // From here on it goes to its end: an owner that is made has a sign-in, which is shown only now.
  const first = await makeFirstOwner(hark, config);
  const shop = await sampleOf(open.database);
  const { reviewsUrl, deskUrl } = config;
  const instance = { pid: process.pid, reviewsUrl, deskUrl, startedAt: new Date().toISOString(), version };
  writeInstance(dataDir, instance);
  opened.add(async () => forgetInstance(dataDir, process.pid));
  logger.info({ reviewsUrl, deskUrl, version }, "ready");
  return banner({
    version,
    readyMs: elapsedMs(),
    config,
    reviewsUrl,
    deskUrl,
    shopUrl: shop && `${reviewsUrl}/shop/${shop.store}`,
    hasMailbox: smtp !== undefined && config.isLocal,
    owner: first,
  });
}

async function openSmtp(opened: Opened, mails: ReturnType<typeof openMailStore>): Promise<LocalSmtp> {
  const smtp = await startLocalSmtp(mails);
  opened.add(smtp.stop);
  return smtp;
}

/** Aborted at the first Ctrl-C or `kill`. Further ones change nothing: the stop that is under way is the safe one. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (!controller.signal.aborted) process.stdout.write("Stopping …\n");
    controller.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  return controller.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // A listener on a signal does not keep the process alive, but the servers do.
    signal.addEventListener("abort", () => resolve(), { once: true });
    return undefined;
  });
}
