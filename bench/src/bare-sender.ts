import type { Database } from "@hark/postgres";
import { createSigner, signedText } from "@hark/webhooks";
import { inParallel, type poster } from "./load.ts";

const BATCH = 128;
const WORKERS = 2;
const CONNECTIONS = 64;

/**
 * What somebody would write in an afternoon, and the least a durable sender can do: claim a batch under a lease, sign, POST, note the
 * attempts and delete the batch in one statement. No order, rate, breaker, filter of addresses, retry or view of it.
 */
export async function bareSender(
  database: Database,
  post: ReturnType<typeof poster>["post"],
  secret: string,
): Promise<{ fill(count: number, url: string, body: object): Promise<void>; drain(): Promise<number> }> {
  await database.run(
    `create table bare_outbox (id bigint generated always as identity primary key, url text not null, body jsonb not null, lease_until timestamptz);
     create table bare_attempts (id bigint primary key, status int not null, at timestamptz not null)`,
  );
  const sign = createSigner(secret);
  const send = async ({ id, url, body }: { id: number; url: string; body: object }): Promise<void> => {
    const timestamp = Math.floor(Date.now() / 1_000);
    const signature = sign(signedText(`msg_${id}`, timestamp, JSON.stringify(body)));
    await post(url, body, 201, {
      "webhook-id": `msg_${id}`,
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signature,
    });
  };
  const worker = async (): Promise<number> => {
    let sent = 0;
    for (;;) {
      const claimed = await database.all<{ id: number; url: string; body: object }>(
        `update bare_outbox set lease_until = now() + interval '25 seconds' where id in (
           select id from bare_outbox where lease_until is null or lease_until < now() order by id limit ${BATCH} for update skip locked
         ) returning id, url, body`,
      );
      if (claimed.length === 0) return sent;
      await inParallel(claimed.length, CONNECTIONS / WORKERS, async (at) => {
        const row = claimed[at];
        if (row) await send(row);
      });
      await database.run(
        `with done as (delete from bare_outbox where id = any($1::bigint[]) returning id)
         insert into bare_attempts (id, status, at) select id, 201, now() from done`,
        [claimed.map(({ id }) => id)],
      );
      sent += claimed.length;
    }
  };
  return {
    fill: async (count, url, body) => {
      await database.run(
        "insert into bare_outbox (url, body) select $2, $3 from generate_series(1, $1::int)",
        [count, url, JSON.stringify(body)],
      );
    },
    drain: async () =>
      (await Promise.all(Array.from({ length: WORKERS }, worker))).reduce((a, b) => a + b, 0),
  };
}
