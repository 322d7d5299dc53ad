import { publishedExample } from "@hark/contract";
import { manualClock, newId, secureRandom, systemClock } from "@hark/kernel";
import { createLiveBus, type Database } from "@hark/postgres";
import {
  createClient,
  createDeliverer,
  createSecretBox,
  type Deliverer,
  maintainPartitions,
  migrations,
  type OutgoingClient,
  publish,
  type SecretBox,
  saveKustomerEndpoint,
} from "@hark/webhooks";
import { startCatcher } from "@hark/webhooks/testing";
import { type Figure, inTurn, rate } from "./figure.ts";
import { inParallel, poster } from "./load.ts";
import { makeWorld } from "./world.ts";

const ROUNDS = 5;
const COUNT = 1_500;
const CONNECTIONS = 32;

/** Deliveries claimed, sent and settled, against bare POSTs to the same receiver in the same process. */
export async function delivery(): Promise<Figure[]> {
  const world = await makeWorld([migrations]);
  const catcher = await startCatcher();
  const client = poster(CONNECTIONS);
  const outgoing = createClient({ policy: { allowLoopback: true, allowedRanges: [] } });
  try {
    const { database } = world;
    const orgId = newId(new Date());
    const storeId = newId(new Date());
    const secrets = createSecretBox("a secret of the bench, long enough", secureRandom);
    await maintainPartitions(database, new Date(), 90);
    await saveKustomerEndpoint(database, {
      orgId,
      id: storeId,
      storeId,
      url: catcher.url,
      enabled: true,
      secret: { sealed: secrets.seal("hk_bench", orgId), lastChars: "ench" },
      now: new Date(),
    });
    const deliverer = delivererOf(database, outgoing, secrets);
    const body = JSON.stringify(publishedExample);
    const clock = manualClock(new Date().toISOString());
    const deliver = async (): Promise<number> => {
      await database.transaction(async (tx) => {
        for (let at = 0; at < COUNT; at += 1)
          await publish(
            tx,
            orgId,
            { type: "review.created", storeId, subjectId: String(at), body },
            clock.now(),
            secureRandom,
          );
      });
      return rate(() => deliverer.drain());
    };
    const measured = await inTurn(ROUNDS, deliver, () =>
      rate(() => inParallel(COUNT, CONNECTIONS, () => client.post(catcher.url, publishedExample, 201))),
    );
    return [
      {
        name: "delivery",
        unit: "deliveries/s",
        figure: measured.subject,
        baseline: { name: "bare POSTs", figure: measured.baseline },
      },
    ];
  } finally {
    await client.close();
    await outgoing.close();
    await catcher.close();
    await world.close();
  }
}

const delivererOf = (database: Database, client: OutgoingClient, secrets: SecretBox): Deliverer =>
  createDeliverer({
    database,
    live: createLiveBus(database),
    client,
    secrets,
    clock: systemClock,
    random: Math.random,
    log: { info: () => {}, error: (facts) => process.stderr.write(`${JSON.stringify(facts)}\n`) },
    userAgent: "bench",
    retentionDays: 90,
  });
