import { isIP } from "node:net";
import { type AddressPolicy, isAllowedAddress } from "./address-filter.ts";

export type UrlVerdict =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly message: string };

/** The host of a URL without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/**
 * Checks a receiver's address when it is saved. Says what is wrong and the cure. The addresses a name resolves to are judged
 * at every connect, not here: they can change in between.
 */
export function checkUrl(text: string, policy: AddressPolicy): UrlVerdict {
  if (!URL.canParse(text))
    return { ok: false, message: "is not an address; copy it whole, from https:// on" };
  const url = new URL(text);
  const host = hostOf(url);
  const isLocal =
    host === "localhost" ||
    (isIP(host) !== 0 &&
      isAllowedAddress(host, { allowLoopback: true, allowedRanges: policy.allowedRanges }));
  if (
    url.protocol !== "https:" &&
    !(url.protocol === "http:" && isLocal && (policy.allowLoopback || policy.allowedRanges.length > 0))
  ) {
    return { ok: false, message: "must begin with https://" };
  }
  if (url.username !== "" || url.password !== "")
    return { ok: false, message: "must not carry a user name; the API key has its own field" };
  if (isIP(host) !== 0 && !isAllowedAddress(host, policy)) {
    return {
      ok: false,
      message: `${host} is a private address, which deliveries may not reach; an operator can allow it with HARK_ALLOW_RECEIVERS`,
    };
  }
  return { ok: true, url };
}
