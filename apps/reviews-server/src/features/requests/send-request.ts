import type { EventTypeName } from "@hark/contract";
import type { JobContext, Jobs, Task } from "@hark/jobs";
import { HarkError, type RandomBytes, toError } from "@hark/kernel";
import type { Sql } from "@hark/postgres";
import { type NewEvent, OUTBOX_TOPIC, publish } from "@hark/webhooks";
import type { ReviewsDeps } from "../../deps.ts";
import { absoluteUrl } from "../products/present.ts";
import { findStoreById } from "../stores/store.ts";
import { type Mail, requestMail } from "./mail.ts";
import { isRefusal, type Mailer, sendingProblem } from "./mailer.ts";
import { ensureOpen, linkStanding } from "./requests.ts";
import { findRequest, type RequestRow, setRequestState } from "./store.ts";
import { newToken, requestUrl } from "./token.ts";
import { keepToken } from "./token-store.ts";

const SEND_TASK = "reviews.send-request";
// Pauses grow to some six hours, so twelve tries span about a day: longer, and the mail would come as a surprise.
const MAX_TRIES = 12;

type Deps = Pick<ReviewsDeps, "database" | "clock" | "random" | "publicUrl"> & {
  readonly live: Pick<ReviewsDeps["live"], "publish">;
  readonly logger: Pick<ReviewsDeps["logger"], "warn">;
};

/** Has a request mailed, in the caller's transaction: nothing is sent unless that commits. Throws 409 when it is too late. */
export async function queueSending(
  tx: Sql,
  jobs: Pick<Jobs, "add">,
  request: RequestRow,
  now: Date,
): Promise<void> {
  ensureOpen(request, now);
  await setRequestState(tx, request, { state: "sending", problem: null }, now);
  await jobs.add(
    tx,
    SEND_TASK,
    { orgId: request.orgId, requestId: request.id },
    { key: `${SEND_TASK}:${request.id}`, maxAttempts: MAX_TRIES },
  );
}

/** The job that mails a request; a mail server that is down fails it, and it is tried again later. */
export function sendingTasks(deps: Deps, mailer: Mailer): Record<string, Task> {
  return {
    [SEND_TASK]: async ({ orgId, requestId }, context) => {
      if (typeof orgId !== "string" || typeof requestId !== "string") return;
      const request = await findRequest(deps.database, orgId, requestId);
      const now = deps.clock.now();
      // Answered or gone in the meantime: there is nothing to ask any more.
      if (!request || request.state !== "sending" || linkStanding(request, now) !== "open") return;
      await sendOne(deps, mailer, request, context);
      deps.live.publish(orgId, "requests", { type: "request", id: requestId });
    },
  };
}

async function sendOne(deps: Deps, mailer: Mailer, request: RequestRow, context: JobContext): Promise<void> {
  const { database, clock } = deps;
  // Written before the mail goes out: a link that arrives always leads somewhere.
  const url = await freshLink(database, request, deps, clock.now());
  try {
    const { store, mail } = await mailFor(database, request, url, deps.publicUrl);
    await mailer.send({
      ...mail,
      fromName: store.name,
      to: { name: request.reviewerName, address: request.reviewerEmail },
      // The same at every try, so that a mail that did get through is not shown twice.
      id: `request-${request.id}`,
    });
    await noteSent(deps, request, clock.now());
  } catch (error) {
    const problem = sendingProblem(toError(error));
    if (isRefusal(error) || context.attempt >= context.maxAttempts) {
      await note(deps, request, { state: "failed", problem });
      deps.logger.warn({ err: error, requestId: request.id }, "review request could not be sent");
      return;
    }
    await note(deps, request, {
      state: "sending",
      problem: `${problem}; tried ${context.attempt} of ${context.maxAttempts} times, and will be tried again`,
    });
    deps.live.publish(request.orgId, "requests", { type: "request", id: request.id });
    throw error;
  }
}

/** Notes that the mail is out and tells whoever subscribed, unless the request was answered meanwhile. */
async function noteSent({ database, live, random }: Deps, request: RequestRow, now: Date): Promise<void> {
  const isTold = await database.transaction(async (tx) => {
    const change = { from: "sending", state: "sent", problem: null, sentAt: now } as const;
    if (!(await setRequestState(tx, request, change, now))) return false;
    await publish(tx, request.orgId, sentEvent(request, now), now, random);
    return true;
  });
  if (isTold) live.publish(request.orgId, OUTBOX_TOPIC);
}

const sentEvent = (request: RequestRow, at: Date): NewEvent => ({
  type: "request.sent" satisfies EventTypeName,
  storeId: request.storeId,
  subjectId: request.id,
  reviewerKey: request.reviewerEmail.toLowerCase(),
  body: JSON.stringify({
    reviewerEmail: request.reviewerEmail,
    orderId: request.orderId,
    request: { requestId: request.id, sentAt: at.toISOString() },
    product: { productId: request.productId },
  }),
});

/** Notes how the sending went, unless the request was answered meanwhile. */
async function note(
  deps: Deps,
  request: RequestRow,
  outcome: Omit<Parameters<typeof setRequestState>[2], "from">,
): Promise<void> {
  await setRequestState(deps.database, request, { ...outcome, from: "sending" }, deps.clock.now());
}

/** A link that works from now on, beside those that were given out before. */
export async function freshLink(
  sql: Sql,
  request: RequestRow,
  tools: { readonly publicUrl: string; readonly random: RandomBytes },
  now: Date,
): Promise<string> {
  const token = newToken(request.orgId, tools.random);
  await keepToken(sql, request, token, now);
  return requestUrl(tools.publicUrl, token);
}

/** The mail of a request and the store it is from. */
export async function mailFor(
  sql: Sql,
  request: RequestRow,
  url: string,
  publicUrl: string,
): Promise<{ readonly store: { readonly name: string }; readonly mail: Mail }> {
  const store = await findStoreById(sql, { orgId: request.orgId, id: request.storeId });
  if (!store) throw new HarkError("notfound", "the request's store is gone");
  const mail = requestMail({
    storeName: store.name,
    productName: request.productName ?? request.productId,
    variantName: request.variantName,
    imageUrl: absoluteUrl(publicUrl, request.imageUrl),
    reviewerName: request.reviewerName,
    orderId: request.orderId,
    reward: request.reward?.description ?? null,
    url,
  });
  return { store, mail };
}
