import ipaddr from "ipaddr.js";

/** Which receivers deliveries may go to, beyond public addresses. */
export interface AddressPolicy {
  /** True in local mode: a receiver on this very machine is what a newcomer has. */
  readonly allowLoopback: boolean;
  /** CIDR blocks the operator allows. */
  readonly allowedRanges: readonly string[];
}

/**
 * Whether a resolved address may be connected to: public unicast only, and what the policy adds. An IPv4 address inside of
 * an IPv6 one (mapped, NAT64) is judged as what it stands for; tunnels (6to4, Teredo) are refused.
 */
export function isAllowedAddress(address: string, policy: AddressPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = plain(ipaddr.parse(address));
  if (policy.allowedRanges.some((range) => isWithin(parsed, range))) return true;
  const kind = parsed.range();
  return kind === "unicast" || (policy.allowLoopback && kind === "loopback");
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function plain(address: Address): Address {
  if (address.kind() === "ipv4") return address;
  const six = address as ipaddr.IPv6; // the kind was asked
  if (six.isIPv4MappedAddress()) return six.toIPv4Address();
  // NAT64 (RFC 6052): the last four bytes are the IPv4 address that is reached.
  if (six.range() === "rfc6052") return new ipaddr.IPv4(six.toByteArray().slice(12));
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
