import type { IntegrationTest, KustomerSettings } from "@hark/contract";
import { HarkError, newId } from "@hark/kernel";
import {
  type AddressPolicy,
  checkUrl,
  type EndpointRow,
  findKustomerEndpoint,
  type OutgoingClient,
  refusalWords,
  type SecretBox,
  saveKustomerEndpoint,
} from "@hark/webhooks";
import type { ReviewsDeps } from "../../deps.ts";
import type { StoreRow } from "../stores/store.ts";

/** What the integration works with. */
export interface IntegrationTools {
  readonly deps: ReviewsDeps;
  readonly client: OutgoingClient;
  readonly secrets: SecretBox;
  readonly policy: AddressPolicy;
  /** Tells the deliverer that there may be work. */
  wake(orgId: string): void;
}

/** Characters of a key that stay visible. */
const VISIBLE_CHARS = 4;
const MIN_MASKED = 8;

/**
 * Checks and saves the integration of a store. Throws `badparam` naming the field: an address that may not be called, or
 * enabling without any key.
 */
export async function saveKustomer(
  tools: IntegrationTools,
  store: StoreRow,
  settings: KustomerSettings,
): Promise<EndpointRow> {
  const { deps, secrets, policy } = tools;
  const verdict = checkUrl(settings.apiUrl, policy);
  if (!verdict.ok) throw new HarkError("badparam", `apiUrl ${verdict.message}`, { pointer: "/apiUrl" });
  const now = deps.clock.now();
  const { apiKey } = settings;
  const saved = await deps.database.transaction(async (tx) => {
    const before = await findKustomerEndpoint(tx, store.orgId, store.id);
    if (settings.enabled && !apiKey && !before?.secret) {
      throw new HarkError(
        "badparam",
        "apiKey is missing; paste the key that the hook accepts, or save with enabled: false",
        { pointer: "/apiKey" },
      );
    }
    return saveKustomerEndpoint(tx, {
      orgId: store.orgId,
      id: before?.id ?? newId(now, deps.random),
      storeId: store.id,
      url: verdict.url.href,
      enabled: settings.enabled,
      secret: apiKey
        ? { sealed: secrets.seal(apiKey, store.orgId), lastChars: lastCharsOf(apiKey) }
        : undefined,
      now,
    });
  });
  deps.live.publish(store.orgId, "integrations", { type: "integration", id: "kustomer" });
  tools.wake(store.orgId);
  return saved;
}

// Of a short key, four characters would give half of it away.
const lastCharsOf = (key: string): string => (key.length < MIN_MASKED ? "" : key.slice(-VISIBLE_CHARS));

/** Sends one event now, outside the outbox, and tells what was sent and what came back. */
export async function testKustomer(
  tools: IntegrationTools,
  store: StoreRow,
  body: string,
): Promise<IntegrationTest> {
  const { deps, client, secrets } = tools;
  const endpoint = await findKustomerEndpoint(deps.database, store.orgId, store.id);
  if (!endpoint?.secret) {
    throw new HarkError("conflict", "nothing is saved yet; save the API Key and the API URL first", {
      pointer: "/apiKey",
    });
  }
  const now = deps.clock.now();
  const headers = {
    "content-type": "application/json",
    "user-agent": `hark-reviews/${deps.version}`,
    "webhook-id": `msg_test${newId(now, deps.random)}`,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
  };
  const key = secrets.open(endpoint.secret, store.orgId);
  const result = await client.post({
    url: endpoint.url,
    headers: { ...headers, authorization: `Bearer ${key}` },
    body,
  });
  const ok = result.statusCode !== undefined && result.statusCode >= 200 && result.statusCode < 300;
  return {
    ok,
    statusCode: result.statusCode ?? null,
    durationMs: result.durationMs,
    request: {
      url: endpoint.url,
      headers: { ...headers, authorization: `Bearer ••••${endpoint.secret_chars ?? ""}` },
      body,
    },
    response: result.statusCode === undefined ? null : { body: result.body.replaceAll(key, "••••") },
    words: ok
      ? `Kustomer took the event: it answered ${result.statusCode} in ${result.durationMs} ms`
      : result.statusCode === undefined
        ? `Kustomer could not be reached: ${result.error ?? "no answer"}`
        : refusalWords(result.statusCode, "Kustomer"),
  };
}
