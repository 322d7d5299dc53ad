import { type ManualClock, manualClock, newId, secureRandom } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import {
  createClient,
  createDeliverer,
  createSecretBox,
  createSigningKey,
  type Deliverer,
  type DelivererOptions,
  type EndpointRow,
  insertEndpoint,
  insertSigningKey,
  listDeliveries,
  maintainPartitions,
  type NewEndpoint,
  publish,
  type SigningKind,
} from "../index.ts";

export const ORG = "0".repeat(23) + "1";
const secrets = createSecretBox("a secret of the tests, long enough", secureRandom);

/** A store of its own with generic endpoints, a clock to be turned, and deliverers that do what they are told. */
export interface Scene {
  readonly storeId: string;
  readonly clock: ManualClock;
  readonly stopped: string[];
  endpoint(url: string, settings?: Partial<NewEndpoint>): Promise<EndpointRow>;
  /** Adds a signing key; gives it. */
  key(
    endpointId: string,
    kind: SigningKind,
  ): Promise<{ id: string; secret: string; publicKey: string | null }>;
  seal(text: string): Buffer;
  deliverer(change?: Partial<DelivererOptions> & { totalTimeoutMs?: number }): Deliverer;
  tell(
    body: object,
    event?: { type?: string; subjectId?: string; reviewerKey?: string; endpointId?: string },
  ): Promise<number>;
  rows(): ReturnType<typeof listDeliveries>;
}

/** Sets one up. */
export async function setScene(database: Database, start = "2026-03-01T12:00:00.000Z"): Promise<Scene> {
  const clock = manualClock(start);
  const storeId = newId(clock.now());
  const stopped: string[] = [];
  await maintainPartitions(database, clock.now(), 90);
  // What an earlier test left waiting would be sent in this one.
  await database.run("truncate webhooks.outbox");
  return {
    storeId,
    clock,
    stopped,
    endpoint: (url, settings = {}) =>
      insertEndpoint(database, {
        orgId: ORG,
        id: newId(clock.now()),
        storeId,
        now: clock.now(),
        ...settings,
        url,
      }),
    key: async (endpointId, kind) => {
      const key = createSigningKey(kind, secureRandom);
      const row = await insertSigningKey(database, {
        orgId: ORG,
        endpointId,
        id: newId(clock.now()),
        kind,
        sealed: secrets.seal(key.secret, ORG),
        lastChars: key.secret.slice(-4),
        publicKey: key.publicKey,
        now: clock.now(),
      });
      return { id: row.id, ...key };
    },
    seal: (text) => secrets.seal(text, ORG),
    deliverer: ({ totalTimeoutMs = 2_000, ...change } = {}) =>
      createDeliverer({
        database,
        live: createLiveBus(database),
        client: createClient({ policy: { allowLoopback: true, allowedRanges: [] }, totalTimeoutMs }),
        secrets,
        clock,
        random: () => 0.5,
        log: { info: () => {}, error: () => {} },
        userAgent: "test",
        retentionDays: 90,
        notices: {
          endpointStopped: async (_org, endpointId, reason) => void stopped.push(`${endpointId} ${reason}`),
        },
        ...change,
      }),
    tell: (body, event = {}) =>
      database.transaction((tx) =>
        publish(
          tx,
          ORG,
          { type: "review.created", storeId, subjectId: "review-1", ...event, body: JSON.stringify(body) },
          clock.now(),
          secureRandom,
        ),
      ),
    rows: () => listDeliveries(database, ORG, { storeId, limit: 10_000, offset: 0 }),
  };
}
