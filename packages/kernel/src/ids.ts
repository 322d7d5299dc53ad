/** Gives `size` random bytes. Passed as an argument, so that tests and simulations can be seeded. */
export type RandomBytes = (size: number) => Uint8Array;

const POOL_BYTES = 4_096;
let pool = new Uint8Array(0);
let used = 0;

/**
 * Random bytes from the platform's secure generator (present in Node and in browsers). It is asked for many at a time, since most ids
 * take a few and each call costs as much as writing a row down; no byte is given twice.
 */
export const secureRandom: RandomBytes = (size) => {
  if (size > POOL_BYTES / 16) return crypto.getRandomValues(new Uint8Array(size));
  if (used + size > pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
    used = 0;
  }
  used += size;
  return pool.slice(used - size, used);
};

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const hex = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
};

/**
 * A Desk id: 24 hex characters that sort by time. The first twelve hold the milliseconds since 1970, the rest is
 * random, so that two ids of the same millisecond differ but do not promise an order.
 */
export function newId(now: Date, random: RandomBytes = secureRandom): string {
  return now.getTime().toString(16).padStart(12, "0") + hex(random(6));
}

/**
 * Gives ids of one instant that sort in the order they were asked for, as the records of one batch should: behind the time
 * stand four characters that count, then eight random ones.
 */
export function idSequence(now: Date, random: RandomBytes = secureRandom): () => string {
  const time = now.getTime().toString(16).padStart(12, "0");
  let count = 0;
  return () => {
    const at = count % 0x1_0000;
    count += 1;
    return time + at.toString(16).padStart(4, "0") + hex(random(4));
  };
}

/** True for 24 hex characters: the form of every Desk and organisation id. */
export function isId(value: string): boolean {
  return /^[0-9a-f]{24}$/.test(value);
}

/** A version 4 UUID, the form of review ids (RFC 9562). */
export function newUuid(random: RandomBytes = secureRandom): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    "-",
  );
}

/** `bytes` random bytes as hex: hook hashes (32 bytes) and other unguessable names. */
export function randomHex(bytes: number, random: RandomBytes = secureRandom): string {
  return hex(random(bytes));
}
