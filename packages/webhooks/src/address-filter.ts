import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Which receivers deliveries may go to, beyond public addresses. */
export interface AddressPolicy {
  /** True in local mode: a receiver on this very machine is what a newcomer has. */
  readonly allowLoopback: boolean;
  /** CIDR blocks the operator allows. */
  readonly allowedRanges: readonly string[];
}

// All addresses that are handed out for the public network (RFC 4291, IANA). Whatever else looks like a plain address, such as
// the old `::127.0.0.1`, is not one.
const PUBLIC_SIX = "2000::/3";
// A cloud's host answers its guests here, though the address looks public.
const REFUSED = ["168.63.129.16/32"];
const WELL_KNOWN_NAT64 = "64:ff9b::/96";

/**
 * Whether a resolved address may be connected to: public unicast only, and what the policy adds. An IPv4 address inside of
 * an IPv6 one (mapped, NAT64) is judged as what it stands for; tunnels (6to4, Teredo) and a network's own NAT64 prefixes are
 * refused.
 */
export function isAllowedAddress(address: string, policy: AddressPolicy): boolean {
  // The forms that only some resolvers read (octal, short, decimal) never come from one; whoever sends them wants to be misread.
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return false;
  const parsed = plain(ipaddr.parse(address));
  if (policy.allowedRanges.some((range) => isWithin(parsed, range))) return true;
  const kind = parsed.range();
  if (kind === "loopback") return policy.allowLoopback;
  if (kind !== "unicast" || REFUSED.some((range) => isWithin(parsed, range))) return false;
  return parsed.kind() === "ipv4" || isWithin(parsed, PUBLIC_SIX);
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function plain(address: Address): Address {
  if (address.kind() === "ipv4") return address;
  const six = address as ipaddr.IPv6; // the kind was asked
  if (six.isIPv4MappedAddress()) return six.toIPv4Address();
  // NAT64 (RFC 6052): the last four bytes are the IPv4 address that is reached. Only of the well-known prefix is that sure.
  if (isWithin(six, WELL_KNOWN_NAT64)) return new ipaddr.IPv4(six.toByteArray().slice(12));
  return six;
}

function isWithin(address: Address, range: string): boolean {
  try {
    const [base, bits] = ipaddr.parseCIDR(range);
    return base.kind() === address.kind() && address.match(base, bits);
  } catch {
    return false;
  }
}
