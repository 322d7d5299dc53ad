import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { type AddressPolicy, isAllowedAddress } from "./address-filter.ts";
import { RefusedAddressError } from "./client-errors.ts";

/** How names are resolved; a seam for tests that rebind a name between the check and the call. */
export type Resolve = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Asks the machine's resolver for every address of a name. */
export const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) =>
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
  );

/** Refuses a name when any of its addresses is refused: one good address must not open the door for the others. */
export function filteredLookup(resolve: Resolve, policy: AddressPolicy): LookupFunction {
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
