import type { Jobs, Task } from "@hark/jobs";
import { type DelivererNotices, findEndpoint, type StoppedReason, stoppedWords } from "@hark/webhooks";
import type { ReviewsDeps } from "../../deps.ts";
import { isRefusal, type Mailer } from "../requests/mailer.ts";
import { escapeHtml } from "../storefront/html.ts";

const TELL_TASK = "reviews.tell-endpoint-stopped";

type Deps = Pick<ReviewsDeps, "database" | "publicUrl"> & {
  readonly accounts: Pick<ReviewsDeps["accounts"], "ownersOf">;
};

/** Has the owners of an organisation told by mail that an endpoint was stopped. A stop that repeats within the queue is one mail. */
export function stopNotices({ database }: Pick<Deps, "database">, jobs: Pick<Jobs, "add">): DelivererNotices {
  return {
    endpointStopped: (orgId, endpointId, reason) =>
      database.transaction((tx) =>
        jobs.add(tx, TELL_TASK, { orgId, endpointId, reason }, { key: `${TELL_TASK}:${endpointId}` }),
      ),
  };
}

/** The job behind it; a mail server that is down fails it, and it is tried again later. */
export function stoppedTasks({ database, accounts, publicUrl }: Deps, mailer: Mailer): Record<string, Task> {
  return {
    [TELL_TASK]: async ({ orgId, endpointId, reason }) => {
      if (typeof orgId !== "string" || typeof endpointId !== "string" || !isReason(reason)) return;
      const endpoint = await findEndpoint(database, orgId, endpointId);
      // Mended, or gone, in the meantime.
      if (endpoint?.stopped_reason !== reason) return;
      const isKustomer = endpoint.kind === "kustomer";
      const name = isKustomer ? "Kustomer" : endpoint.description || new URL(endpoint.url).host;
      const page = `${publicUrl}/settings/integrations/${isKustomer ? "kustomer" : `webhooks/${endpointId}`}`;
      const words = `${stoppedWords(reason, name)}. Nothing is lost until then.`;
      for (const owner of await accounts.ownersOf(orgId)) {
        await mailer
          .send({
            subject: `Hark stopped sending to ${name}`.replace(/\s+/g, " "),
            text: `Hello ${owner.name},\n\n${words}\n\nIts page: ${page}\n`,
            html: htmlOf(owner.name, words, page),
            fromName: "Hark Reviews",
            to: { name: owner.name, address: owner.email },
            id: `stopped-${endpointId}-${endpoint.stopped_at?.getTime() ?? 0}-${owner.id}`,
          })
          // An address that is refused for good must not keep the others from being told, nor this from ending.
          .catch((error: unknown) => {
            if (!isRefusal(error)) throw error;
          });
      }
    },
  };
}

const isReason = (value: unknown): value is StoppedReason =>
  value === "gone" || value === "receiver" || value === "failing";

const htmlOf = (name: string, words: string, page: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:24px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px">
<p>Hello ${escapeHtml(name)},</p><p>${escapeHtml(words)}</p>
<p><a href="${escapeHtml(page)}">Open its page</a></p></body></html>`;
