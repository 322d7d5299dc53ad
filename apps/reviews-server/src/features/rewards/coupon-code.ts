import type { RandomBytes } from "@hark/kernel";

// Crockford's alphabet: no I, L, O or U, which people misread.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

/** A coupon code such as `OKR-7K2M9QXD`: forty random bits behind the store's prefix. */
export function couponCode(prefix: string, random: RandomBytes): string {
  let code = "";
  // 256 is a multiple of 32, so the remainder favours no letter.
  for (const byte of random(LENGTH)) code += LETTERS[byte % 32];
  return prefix ? `${prefix}-${code}` : code;
}
