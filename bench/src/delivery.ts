import { publishedExample } from "@hark/contract";
import { newId, secureRandom, systemClock } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import {
  createClient,
  createDeliverer,
  createSecretBox,
  createSigningKey,
  insertEndpoint,
  insertSigningKey,
  maintainPartitions,
  migrations,
  type OutgoingClient,
  publish,
  type SecretBox,
} from "@hark/webhooks";
import { bareSender } from "./bare-sender.ts";
import { type Figure, inTurn, median, rate } from "./figure.ts";
import { poster } from "./load.ts";
import { type Sink, startSink } from "./sink.ts";
import { makeWorld } from "./world.ts";

const ROUNDS = 5;
const ENDPOINTS = 20;
// Enough for more than a second: shorter, what an endpoint that hangs costs once (its connections) looks like what it costs.
const PER_ENDPOINT = 400;
const BACKLOG = 1_000_000;
const CONNECTIONS = 64;
const orgId = newId(new Date());

/** A store with so many signed endpoints, and what sends to them. */
interface Scene {
  readonly database: Database;
  readonly sink: Sink;
  readonly outgoing: OutgoingClient;
  readonly secrets: SecretBox;
}

/**
 * Signed deliveries to twenty endpoints, as the running deliverer sends them; beside a hand-written sender, with one endpoint that never
 * answers, and with a million deliveries that wait for tomorrow.
 */
export async function delivery(): Promise<Figure[]> {
  const world = await makeWorld([migrations]);
  const sink = await startSink();
  const client = poster(CONNECTIONS);
  const outgoing = createClient({ policy: { allowLoopback: true, allowedRanges: [] } });
  const secrets = createSecretBox("a secret of the bench, long enough", secureRandom);
  const scene: Scene = { database: world.database, sink, outgoing, secrets };
  try {
    await maintainPartitions(world.database, new Date(), 90);
    const all = await makeStore(scene, ENDPOINTS);
    const bare = await bareSender(world.database, client.post, createSigningKey("v1", secureRandom).secret);
    const body = JSON.parse(JSON.stringify(publishedExample)) as object;
    const plain = await inTurn(
      ROUNDS,
      () => deliver(scene, all),
      async () => {
        await bare.fill(ENDPOINTS * PER_ENDPOINT, `${sink.url}/hook`, body);
        return rate(() => bare.drain());
      },
    );
    const dead = await withOneDead(scene);
    const backlog = await withBacklog(scene, all);
    const ratioOf = (figures: { subject: number; baseline: number }): number =>
      Math.round((figures.subject / figures.baseline) * 1_000) / 1_000;
    return [
      {
        name: "delivery",
        unit: "deliveries/s",
        figure: plain.subject,
        baseline: { name: "a hand-written sender", figure: plain.baseline },
        summary: { deliveries_per_s: Math.round(plain.subject), ratio_ceiling: ratioOf(plain) },
      },
      {
        name: "delivery, 1 of 20 endpoints never answers",
        unit: "deliveries/s",
        figure: dead.subject,
        baseline: { name: "all answer", figure: dead.baseline },
        summary: { dead_endpoint_ratio: Math.round(dead.ratio * 1_000) / 1_000 },
      },
      {
        name: "delivery, a million wait",
        unit: "deliveries/s",
        figure: backlog.subject,
        baseline: { name: "none waits", figure: backlog.baseline },
        summary: { backlog_ratio: ratioOf(backlog) },
      },
    ];
  } finally {
    await client.close();
    await outgoing.close();
    await sink.close();
    await world.close();
  }
}

/** A store and how many endpoints it has; with a dead one, the first never answers. */
interface Store {
  readonly id: string;
  readonly endpoints: number;
  readonly hasDead: boolean;
}

/** Makes a store with signed endpoints; each takes the type that is named by its number. */
async function makeStore(scene: Scene, endpoints: number, hasDead = false): Promise<Store> {
  const { database, sink, secrets } = scene;
  const now = new Date();
  const store = { id: newId(now), endpoints, hasDead };
  for (let at = 0; at < endpoints; at += 1) {
    const endpointId = newId(now);
    await insertEndpoint(database, {
      orgId,
      id: endpointId,
      storeId: store.id,
      url: `${sink.url}/${hasDead && at === 0 ? "silence" : "hook"}`,
      types: [`bench.${at}`],
      now,
    });
    const { secret } = createSigningKey("v1", secureRandom);
    const sealed = secrets.seal(secret, orgId);
    const key = { orgId, endpointId, id: newId(now), publicKey: null, lastChars: "", now };
    await insertSigningKey(database, { ...key, kind: "v1", sealed });
  }
  return store;
}

/** Publishes to all endpoints of a store in turn, and lets the deliverer run until those that answer have everything. */
async function deliver(scene: Scene, store: Store): Promise<number> {
  const { database, sink, outgoing, secrets } = scene;
  const body = JSON.stringify(publishedExample);
  await database.transaction(async (tx) => {
    for (let at = 0; at < store.endpoints * PER_ENDPOINT; at += 1) {
      const type = `bench.${at % store.endpoints}`;
      // Each at its own time: thousands of ids of one millisecond are not what their random part is made for.
      const event = { type, storeId: store.id, subjectId: String(at), body };
      await publish(tx, orgId, event, new Date(), secureRandom);
    }
  });
  sink.reset();
  const answering = (store.endpoints - (store.hasDead ? 1 : 0)) * PER_ENDPOINT;
  const deliverer = createDeliverer({
    database,
    live: createLiveBus(database),
    client: outgoing,
    secrets,
    clock: systemClock,
    random: Math.random,
    log: { info: () => {}, error: (facts) => process.stderr.write(`${JSON.stringify(facts)}\n`) },
    userAgent: "bench",
    retentionDays: 90,
  });
  const perSecond = await rate(async () => {
    await deliverer.start();
    await sink.reached(answering);
    return answering;
  });
  if (!store.hasDead) await deliverer.stop();
  else {
    // What hangs would be waited for; its leases are of no concern to what is measured next.
    await outgoing.close().catch(() => {});
    await deliverer.stop();
    await database.run(
      "delete from webhooks.outbox where org_id = $1 and due_at <= now() + interval '1 hour'",
      [orgId],
    );
  }
  return perSecond;
}

/** The others' rate with one endpoint that takes connections and never answers, against that of as many that all answer. */
async function withOneDead(scene: Scene): Promise<Paired> {
  const pairs: Pair[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Anew each time: one whose breaker is open costs nothing at all.
    const sick = await makeStore(scene, ENDPOINTS, true);
    const outgoing = createClient({ policy: { allowLoopback: true, allowedRanges: [] } });
    const subject = await deliver({ ...scene, outgoing }, sick);
    pairs.push({ subject, baseline: await deliver(scene, await makeStore(scene, ENDPOINTS - 1)) });
  }
  return paired(pairs);
}

interface Pair {
  readonly subject: number;
  readonly baseline: number;
}

/** Medians, and the median of what one was to the other right behind it: from round to round the machine is another. */
interface Paired extends Pair {
  readonly ratio: number;
}

const paired = (pairs: readonly Pair[]): Paired => ({
  subject: median(pairs.map(({ subject }) => subject)),
  baseline: median(pairs.map(({ baseline }) => baseline)),
  ratio: median(pairs.map(({ subject, baseline }) => subject / baseline)),
});

/** The rate before and after a million deliveries were put into the outbox that are due tomorrow, spread over the same endpoints. */
async function withBacklog(scene: Scene, store: Store): Promise<{ subject: number; baseline: number }> {
  const { database } = scene;
  const baselines: number[] = [];
  const subjects: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) baselines.push(await deliver(scene, store));
  await database.run(
    `with e as (select array_agg(id) as ids from webhooks.endpoints where org_id = $1 and store_id = $2)
     insert into webhooks.outbox (org_id, delivery_id, endpoint_id, event_id, event_at, due_at)
     select $1, 'waiting' || n, e.ids[1 + n % cardinality(e.ids)], 'none', now(), now() + interval '1 day' + n * interval '1 millisecond'
     from e, generate_series(1, $3::int) n`,
    [orgId, store.id, BACKLOG],
  );
  await database.run("vacuum analyze webhooks.outbox");
  for (let round = 0; round < ROUNDS; round += 1) subjects.push(await deliver(scene, store));
  return { subject: median(subjects), baseline: median(baselines) };
}
