import type { AddressInfo } from "node:net";
import type { Database } from "@hark/postgres";
import fastify from "fastify";

/**
 * The least a durable endpoint can do: parse JSON, insert one row, answer. What everything else is measured against.
 */
export async function startBareServer(database: Database): Promise<{ url: string; close(): Promise<void> }> {
  await database.run("create table if not exists bare (id bigint generated always as identity, data jsonb)");
  const server = fastify();
  server.post("/", async (request, reply) => {
    await database.prepared("bare.insert", "insert into bare (data) values ($1)", [
      JSON.stringify(request.body),
    ]);
    return reply.code(201).send({ ok: true });
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo; // it listens on a TCP port
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
