import { createServer, request as insecureRequest, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClient } from "./client.ts";
import { selfSigned } from "./testing/self-signed.ts";

let server: Server;
let requests = 0;

beforeEach(async () => {
  requests = 0;
  server = createServer(selfSigned(), (_, response) => {
    requests += 1;
    response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = (): number => (server.address() as AddressInfo).port; // it listens on a TCP port

async function post() {
  const client = createClient({ policy: { allowLoopback: true, allowedRanges: [] }, totalTimeoutMs: 2_000 });
  try {
    return await client.post({ url: `https://127.0.0.1:${port()}/hook`, headers: {}, body: "{}" });
  } finally {
    await client.close();
  }
}

test("the receiver of these tests works for whoever does not look at its certificate", async () => {
  const status = await new Promise((resolve, reject) =>
    insecureRequest({ port: port(), host: "127.0.0.1", rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end(),
  );
  expect(status).toBe(200);
});

test.each([undefined, "0"])(
  "a certificate that nobody vouches for is refused before anything is sent (NODE_TLS_REJECT_UNAUTHORIZED=%s)",
  async (value) => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", value);
    const result = await post();
    expect(result).toMatchObject({
      statusCode: undefined,
      error: "the certificate is not trusted: it is signed by itself",
    });
    expect(requests).toBe(0);
  },
);
