import { MAX_HOOK_BODY_BYTES } from "@hark/contract";
import { type Clock, HarkError, MINUTE, SECOND, type Service } from "@hark/kernel";
import type { FastifyBaseLogger } from "fastify";
import { SMTPServer, type SMTPServerAddress } from "smtp-server";
import type { HookMail } from "../../../deps.ts";
import { jsonTextOf } from "../bodies/json.ts";
import type { HookCache, OpenHook } from "../hook-cache.ts";
import type { HookRate } from "../rate.ts";
import type { TakeIn } from "../take-in.ts";
import { readMail } from "./mail-payload.ts";

/** What taking mail in needs. */
export interface MailTools {
  readonly mail: HookMail;
  readonly hooks: HookCache;
  readonly takeIn: TakeIn;
  /** By organisation. */
  readonly rate: HookRate;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
}

const MAX_CLIENTS = 100;
const MAX_RECIPIENTS = 20;

/**
 * A mail server for hooks: each mail to `{hash}@domain` becomes a transaction. Nothing else is taken in, nothing sent on. 250
 * is answered once every transaction of a mail is durable, never before.
 */
export function createMailListener(tools: MailTools): Service {
  const server = new SMTPServer({
    name: tools.mail.domain,
    banner: "Hark Desk hooks",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    size: MAX_HOOK_BODY_BYTES,
    rejectOversized: true,
    maxClients: MAX_CLIENTS,
    maxRecipients: MAX_RECIPIENTS,
    socketTimeout: MINUTE,
    closeTimeout: 5 * SECOND,
    onRcptTo: (address, _session, done) => {
      findRecipient(tools, address).then(
        () => done(),
        (error: unknown) => done(answerOf(error, tools.log)),
      );
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        // What is beyond the size is refused behind the end; until then it need not be kept.
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.on("end", () => {
        if (stream.sizeExceeded) return done(tooLarge());
        receive(tools, Buffer.concat(chunks), session.envelope.rcptTo, session.remoteAddress).then(
          (ids) => done(null, `taken in as ${ids.join(", ")}`),
          (error: unknown) => done(answerOf(error, tools.log)),
        );
      });
    },
  });
  // A client that breaks off in the middle is its own trouble.
  server.on("error", (error) => tools.log.debug({ err: error }, "a mail client broke off"));
  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.server.once("error", reject);
        server.listen(tools.mail.port ?? 0, tools.mail.host, () => {
          server.server.off("error", reject);
          resolve();
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        if (server.server.listening) server.close(() => resolve());
        else resolve();
      }),
  };
}

async function findRecipient({ mail, hooks }: MailTools, { address }: SMTPServerAddress): Promise<OpenHook> {
  const [local = "", domain = ""] = address.toLowerCase().split("@");
  const opened = domain === mail.domain.toLowerCase() ? await hooks.find(local) : undefined;
  if (opened?.hook.kind === "email") return opened;
  throw new HarkError("notfound", "no hook has this address; copy it from the hook's page in Desk");
}

async function receive(
  tools: MailTools,
  raw: Buffer,
  recipients: readonly SMTPServerAddress[],
  from: string,
): Promise<string[]> {
  const opened = await Promise.all(recipients.map((address) => findRecipient(tools, address)));
  const hooks = [...new Map(opened.map((one) => [one.hook.id, one])).values()];
  for (const { hook } of hooks) {
    const bucket = tools.rate.take(hook.org_id, tools.clock.now());
    if (bucket?.refusal) throw bucket.refusal;
  }
  const { payload, key } = await readMail(raw);
  const json = jsonTextOf(payload);
  const arrival = {
    payload: { json, bytes: raw.length },
    contentType: "message/rfc822",
    userAgent: "",
    from,
    key,
  };
  return Promise.all(hooks.map((one) => tools.takeIn(one, arrival)));
}

/** An answer of a mail server: a sentence under the number that tells the sender whether to try again. */
class MailRefusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.name = "MailRefusal";
    this.responseCode = responseCode;
  }
}

const tooLarge = (): MailRefusal =>
  new MailRefusal(
    552,
    `the mail is larger than ${MAX_HOOK_BODY_BYTES.toLocaleString("en")} bytes; send less`,
  );

function answerOf(error: unknown, log: FastifyBaseLogger): MailRefusal {
  if (!(error instanceof HarkError)) {
    // Most likely the database: the sender keeps the mail and comes again.
    log.error({ err: error }, "a mail for a hook could not be taken in");
    return new MailRefusal(451, "it could not be stored just now; try again later");
  }
  if (error.kind === "notfound") return new MailRefusal(550, error.message);
  return new MailRefusal(error.kind === "ratelimited" ? 451 : 554, error.message);
}
