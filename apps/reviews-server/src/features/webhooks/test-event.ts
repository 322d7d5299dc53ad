import { eventTypes, type IntegrationTest } from "@hark/contract";
import { HarkError, newId, SECOND } from "@hark/kernel";
import { envelopeOf, listSigningKeys, maskedValue, refusalWords, sign } from "@hark/webhooks";
import { genericEndpoint, type WebhookTools } from "./commands.ts";

/**
 * Sends a webhook the example of an event now, outside the outbox, and tells what was sent and what came back. Without a type it is the
 * first one that the webhook takes.
 */
export async function testWebhook(
  tools: WebhookTools,
  orgId: string,
  id: string,
  type: string | undefined,
): Promise<IntegrationTest> {
  const { deps, client, secrets } = tools;
  const endpoint = await genericEndpoint(tools, orgId, id);
  const wanted = type ?? endpoint.types?.[0] ?? "review.created";
  const event = eventTypes.find((known) => known.type === wanted);
  if (!event)
    throw new HarkError("badparam", `there is no event type '${wanted}'; GET /v1/event-types lists them`, {
      pointer: "/type",
    });
  const now = deps.clock.now();
  const body = envelopeOf({ type: event.type, createdAt: now, body: JSON.stringify(event.example) });
  const messageId = `msg_test${newId(now, deps.random)}`;
  const timestamp = Math.floor(now.getTime() / SECOND);
  const keys = await listSigningKeys(deps.database, orgId, [endpoint.id], now);
  const own: Record<string, string> = endpoint.headers
    ? // Was written by us, from headers that were checked.
      (JSON.parse(secrets.open(endpoint.headers, orgId)) as Record<string, string>)
    : {};
  const plain = {
    "content-type": "application/json",
    "user-agent": `hark-reviews/${deps.version}`,
    "webhook-id": messageId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": sign(
      keys.map((key) => secrets.open(key.secret, orgId)),
      messageId,
      timestamp,
      body,
    ),
  };
  const result = await client.post({ url: endpoint.url, headers: { ...own, ...plain }, body });
  const { statusCode } = result;
  const ok = statusCode !== undefined && statusCode >= 200 && statusCode < 300;
  const shownOwn = Object.fromEntries(Object.keys(own).map((name) => [name, maskedValue(name)]));
  return {
    ok,
    statusCode: statusCode ?? null,
    durationMs: result.durationMs,
    request: { url: endpoint.url, headers: { ...plain, ...shownOwn }, body },
    response: statusCode === undefined ? null : { body: withoutSecrets(result.body, Object.values(own)) },
    words: ok
      ? `The receiver took the event: it answered ${statusCode} in ${result.durationMs} ms`
      : statusCode === undefined
        ? `The receiver could not be reached: ${result.error ?? "no answer"}`
        : refusalWords(statusCode, "the receiver"),
  };
}

// A receiver that answers with what it got would show the headers' values to whoever may not see them.
const withoutSecrets = (text: string, values: readonly string[]): string =>
  values.reduce((shown, value) => shown.replaceAll(value, "••••"), text);
