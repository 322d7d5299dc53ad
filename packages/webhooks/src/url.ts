import { isIP } from "node:net";
import { type AddressPolicy, isAllowedAddress } from "./address-filter.ts";

export type UrlVerdict =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly message: string };

/** The host of a URL without the brackets of IPv6 and the dot of the root. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

// Ports where other protocols listen that could be fed with an HTTP request (the list of the Fetch standard).
const OTHER_PROTOCOLS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** What is wrong with a URL's port, or undefined. */
export function portFault(url: URL): string | undefined {
  if (url.port === "0") return "must not name port 0, on which nothing can listen";
  return OTHER_PROTOCOLS.has(Number(url.port || 443))
    ? `must not name port ${url.port}, which belongs to another protocol than HTTP`
    : undefined;
}

const MAX_LENGTH = 2_000;
// An operator may have allowed it by its range.
const reachesLoopback = (policy: AddressPolicy): boolean =>
  isAllowedAddress("127.0.0.1", policy) || isAllowedAddress("::1", policy);
const isLocalName = (host: string): boolean => host === "localhost" || host.endsWith(".localhost");

/**
 * Checks a receiver's address when it is saved. Says what is wrong and the cure. The addresses a name resolves to are judged
 * at every connect, not here: they can change in between.
 */
export function checkUrl(text: string, policy: AddressPolicy): UrlVerdict {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.hostname === "")
    return { ok: false, message: "is not an address; copy it whole, from https:// on" };
  const message =
    (text.length > MAX_LENGTH ? `must not be longer than ${MAX_LENGTH} characters` : undefined) ??
    schemeFault(url, policy) ??
    credentialsFault(url) ??
    hostFault(hostOf(url), policy) ??
    portFault(url);
  return message === undefined ? { ok: true, url } : { ok: false, message };
}

/** Plain HTTP carries the key and the reviews readable; it is for receivers on this machine or in a network the operator named. */
function schemeFault(url: URL, policy: AddressPolicy): string | undefined {
  if (url.protocol === "https:") return undefined;
  const host = hostOf(url);
  const isNear =
    (isLocalName(host) && reachesLoopback(policy)) ||
    (isIP(host) !== 0 && isAllowedAddress(host, policy) && !isAllowedAddress(host, NOTHING_ADDED));
  return url.protocol === "http:" && isNear ? undefined : "must begin with https://";
}

const NOTHING_ADDED: AddressPolicy = { allowLoopback: false, allowedRanges: [] };

const credentialsFault = (url: URL): string | undefined =>
  url.username !== "" || url.password !== ""
    ? "must not carry a user name; the API key has its own field"
    : undefined;

function hostFault(host: string, policy: AddressPolicy): string | undefined {
  const cure = "which deliveries may not reach; an operator can allow it with HARK_ALLOW_RECEIVERS";
  if (isIP(host) !== 0 && !isAllowedAddress(host, policy)) return `${host} is a private address, ${cure}`;
  if (isLocalName(host) && !reachesLoopback(policy)) return `${host} is this very machine, ${cure}`;
  return undefined;
}
