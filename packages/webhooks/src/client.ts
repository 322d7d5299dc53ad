import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { SECOND } from "@hark/kernel";
import { Agent } from "undici";
import { type AddressPolicy, isAllowedAddress } from "./address-filter.ts";
import type { AttemptResult } from "./delivery.ts";
import { hostOf } from "./url.ts";

/** One call to make. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The one way out: every call to a receiver goes through here. */
export interface OutgoingClient {
  /** Makes the call. Never throws: what goes wrong is told in the result. */
  post(request: OutgoingRequest): Promise<AttemptResult>;
  close(): Promise<void>;
}

/** How names are resolved; a seam for tests that rebind a name between the check and the call. */
export type Resolve = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface ClientOptions {
  readonly policy: AddressPolicy;
  readonly resolve?: Resolve;
  readonly connectTimeoutMs?: number;
  readonly totalTimeoutMs?: number;
}

const MAX_RESPONSE = 16_384;
const CONNECTIONS_PER_ORIGIN = 64;

class RefusedAddressError extends Error {}

/**
 * Opens a keep-alive pool per origin. Addresses are filtered where the connection is made, so that a name cannot point
 * elsewhere between a check and the call; literal addresses never reach the resolver and are filtered before it. Redirects
 * are not followed, answers are read up to 16 kB, certificates are verified.
 */
export function createClient(options: ClientOptions): OutgoingClient {
  const { policy } = options;
  const totalMs = options.totalTimeoutMs ?? 15 * SECOND;
  const agent = new Agent({
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    keepAliveTimeout: 30 * SECOND,
    headersTimeout: totalMs,
    bodyTimeout: totalMs,
    maxHeaderSize: 16_384,
    connect: {
      timeout: options.connectTimeoutMs ?? 5 * SECOND,
      lookup: filteredLookup(options.resolve ?? resolveBySystem, policy),
    },
  });

  return {
    post: async ({ url, headers, body }) => {
      const startedAt = performance.now();
      const elapsed = (): number => Math.round(performance.now() - startedAt);
      try {
        const target = new URL(url);
        refuseLiteral(target, policy);
        const signal = AbortSignal.timeout(totalMs);
        const answer = await agent.request({
          origin: target.origin,
          path: target.pathname + target.search,
          method: "POST",
          headers,
          body,
          signal,
        });
        const text = await readBeginning(answer.body);
        return {
          statusCode: answer.statusCode,
          error: undefined,
          headers: plainHeaders(answer.headers),
          body: text,
          durationMs: elapsed(),
        };
      } catch (error) {
        return {
          statusCode: undefined,
          error: describe(error, totalMs),
          headers: {},
          body: "",
          durationMs: elapsed(),
        };
      }
    },
    close: () => agent.destroy(),
  };
}

function refuseLiteral(url: URL, policy: AddressPolicy): void {
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isAllowedAddress(host, policy)) throw new RefusedAddressError(host);
}

const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) =>
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
  );

/** Refuses a name when any of its addresses is refused: one good address must not open the door for the others. */
function filteredLookup(resolve: Resolve, policy: AddressPolicy): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || addresses.some(({ address }) => !isAllowedAddress(address, policy))) {
          callback(new RefusedAddressError(hostname), "", 4);
        } else if (lookupOptions.all) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), "", 4),
    );
  };
}

async function readBeginning(body: AsyncIterable<Buffer> & { destroy(): void }): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_RESPONSE) {
      // The rest is of no use, and an endless answer would hold the connection for ever.
      body.destroy();
      break;
    }
  }
  return Buffer.concat(chunks).toString("utf8").slice(0, MAX_RESPONSE).replaceAll("\0", "");
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was reset",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be resolved",
  EHOSTUNREACH: "the host cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer broke off",
  UND_ERR_SOCKET: "the connection was closed in the middle",
  UND_ERR_HEADERS_OVERFLOW: "the answer's headers are too large",
};

function describe(error: unknown, totalMs: number): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof RefusedAddressError) return "the address is private, which deliveries may not reach";
    if (at.name === "TimeoutError") return `no answer within ${totalMs / SECOND} s`;
    const code = "code" in at ? String(at.code) : "";
    if (sentences[code]) return sentences[code];
    if (/CERT|TLS|SSL/.test(code)) return `the certificate is not trusted (${code})`;
    if (code.startsWith("HPE_")) return "the answer is not HTTP";
  }
  return error instanceof Error ? error.message : String(error);
}
