import { isIP } from "node:net";
import { SECOND } from "@hark/kernel";
import { Agent, type Dispatcher } from "undici";
import { type AddressPolicy, isAllowedAddress } from "./address-filter.ts";
import { describeFailure, isRefused, RefusedAddressError, UnfitAddressError } from "./client-errors.ts";
import { type Answer, type ExchangeLimits, exchange } from "./client-exchange.ts";
import { filteredLookup, type Resolve, resolveBySystem } from "./client-lookup.ts";
import type { AttemptResult } from "./delivery.ts";
import { hostOf, portFault } from "./url.ts";

export type { Resolve } from "./client-lookup.ts";

/** One call to make. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call that need not be a POST, such as that of a workflow's step. */
export interface AnyOutgoingRequest extends Omit<OutgoingRequest, "body"> {
  readonly method: string;
  readonly body: string | undefined;
}

/** How a call went; `refused`: the address may not be called, and a further try would be refused too. */
export interface CallResult extends AttemptResult {
  readonly refused: boolean;
}

/** The one way out: every call to a receiver goes through here. */
export interface OutgoingClient {
  /** Makes the call. Never throws: what goes wrong is told in the result. */
  post(request: OutgoingRequest): Promise<AttemptResult>;
  /** The same with any method. */
  request(request: AnyOutgoingRequest): Promise<CallResult>;
  close(): Promise<void>;
}

export interface ClientOptions {
  readonly policy: AddressPolicy;
  readonly resolve?: Resolve;
  /** For the name, the connection and the TLS handshake together (default 5 s). */
  readonly connectTimeoutMs?: number;
  /** For everything, the answer's body included (default 15 s). */
  readonly totalTimeoutMs?: number;
  /** How long a connection without work is kept (default 30 s), whatever the receiver proposes beyond. */
  readonly keepAliveMs?: number;
  /** Bytes of an answer that are read (default 16 kB). */
  readonly maxAnswerBytes?: number;
  /** Connections to one origin at most (default 128); further calls wait for one of them. */
  readonly connectionsPerOrigin?: number;
}

// Twice what an endpoint has under way unless it says otherwise: one that hangs leaves as many to the others of its origin.
const CONNECTIONS = 128;
const MAX_ANSWER_BYTES = 16_384;
const MAX_HEADER_BYTES = 16_384;

/**
 * Opens a keep-alive pool per origin, which ends with its last connection. Addresses are filtered where the connection is made,
 * so that a name cannot point elsewhere between a check and the call; literal addresses never reach the resolver and are
 * filtered before it. Redirects are not followed, answers are read up to 16 kB, certificates are verified.
 *
 * Once a status has come it decides, even when the rest of the answer breaks off: the receiver has taken a stand, and only its
 * words are missing. `error` tells so.
 */
export function createClient(options: ClientOptions): OutgoingClient {
  const totalMs = options.totalTimeoutMs ?? 15 * SECOND;
  const connectMs = options.connectTimeoutMs ?? 5 * SECOND;
  const agent = createAgent(options, connectMs, totalMs);
  const maxBytes = options.maxAnswerBytes ?? MAX_ANSWER_BYTES;

  const target = targets(options.policy);

  const request: OutgoingClient["request"] = async (wanted) => {
    const startedAt = performance.now();
    const answer = await call(agent, wanted, target, { totalMs, maxBytes });
    const isWhole = answer.error === undefined;
    return {
      statusCode: answer.statusCode,
      headers: answer.headers,
      body: answer.body,
      error: isWhole
        ? undefined
        : describeFailure(answer.error, { connectMs, totalMs, answered: answer.statusCode !== undefined }),
      refused: !isWhole && isRefused(answer.error),
      durationMs: Math.round(performance.now() - startedAt),
    };
  };
  return {
    request,
    post: ({ url, headers, body }) => request({ method: "POST", url, headers, body }),
    close: () => agent.destroy(),
  };
}

function createAgent(options: ClientOptions, connectMs: number, totalMs: number): Agent {
  const keepAliveMs = options.keepAliveMs ?? 30 * SECOND;
  return new Agent({
    connections: options.connectionsPerOrigin ?? CONNECTIONS,
    pipelining: 1,
    // What can go wrong within HTTP/2 is another list than the one that is tested.
    allowH2: false,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    headersTimeout: totalMs,
    bodyTimeout: totalMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    connect: {
      timeout: connectMs,
      lookup: filteredLookup(options.resolve ?? resolveBySystem, options.policy),
      // Said aloud, so that no variable of the environment turns it off.
      rejectUnauthorized: true,
    },
  });
}

/** Where a call goes. */
interface Target {
  readonly origin: string;
  readonly path: string;
}

function call(
  agent: Agent,
  request: AnyOutgoingRequest,
  targetOf: (url: string) => Target,
  limits: ExchangeLimits,
): Promise<Answer> {
  let target: Target;
  try {
    target = targetOf(request.url);
  } catch (error) {
    return Promise.resolve({ statusCode: undefined, headers: {}, body: "", error });
  }
  const options: Dispatcher.DispatchOptions = {
    origin: target.origin,
    path: target.path,
    // What the method may be is checked by whoever asks; undici refuses what is no token.
    method: request.method as Dispatcher.HttpMethod,
    headers: request.headers,
    body: request.body ?? null,
  };
  return exchange(agent, options, limits);
}

const MAX_TARGETS = 1_000;

/** Reads addresses, each once for many calls; what was read is as good later, since names are checked again where they are resolved. */
function targets(policy: AddressPolicy): (url: string) => Target {
  const known = new Map<string, Target>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const url = checkTarget(text, policy);
    const target = { origin: url.origin, path: url.pathname + url.search };
    if (known.size >= MAX_TARGETS) known.clear();
    known.set(text, target);
    return target;
  };
}

function checkTarget(text: string, policy: AddressPolicy): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new UnfitAddressError("the address is not one of HTTP");
  const fault = portFault(url);
  if (fault !== undefined) throw new UnfitAddressError(`the address ${fault}`);
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isAllowedAddress(host, policy)) throw new RefusedAddressError(host);
  return url;
}
