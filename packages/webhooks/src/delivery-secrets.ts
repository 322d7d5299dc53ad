import type { ClaimedDelivery } from "./outbox-store.ts";
import type { SecretBox } from "./secrets.ts";
import { createSigner, type Signer, signedText } from "./signing.ts";

/** Opens what a delivery is authorised with. Throws as the box does. */
export interface DeliverySecrets {
  /** The receiver's API key, or undefined. */
  bearerOf(delivery: ClaimedDelivery): string | undefined;
  /** The merchant's own headers. */
  headersOf(delivery: ClaimedDelivery): Readonly<Record<string, string>>;
  /** One signature for each key that is valid, with spaces between; undefined without keys. */
  signatureOf(
    delivery: ClaimedDelivery,
    message: { id: string; timestamp: number; body: string },
  ): string | undefined;
}

const MAX_KEPT = 1_000;

/** Keeps what was opened lately, by its sealed bytes: one that was replaced has others, so nothing here is ever out of date. */
export function createDeliverySecrets(box: SecretBox): DeliverySecrets {
  const texts = memory((sealed, owner) => box.open(Buffer.from(sealed, "base64"), owner));
  const headers = memory(
    // Was written by us, from headers that were checked.
    (sealed, owner) => JSON.parse(texts(sealed, owner)) as Readonly<Record<string, string>>,
  );
  const signers = memory<Signer>((sealed, owner) => createSigner(texts(sealed, owner)));
  return {
    bearerOf: ({ secret, org_id }) => (secret ? texts(secret.toString("base64"), org_id) : undefined),
    headersOf: (delivery) =>
      delivery.headers ? headers(delivery.headers.toString("base64"), delivery.org_id) : {},
    signatureOf: (delivery, message) => {
      if (delivery.signing_keys.length === 0) return undefined;
      const text = signedText(message.id, message.timestamp, message.body);
      return delivery.signing_keys.map((sealed) => signers(sealed, delivery.org_id)(text)).join(" ");
    },
  };
}

function memory<Value>(
  make: (sealed: string, owner: string) => Value,
): (sealed: string, owner: string) => Value {
  const kept = new Map<string, Value>();
  return (sealed, owner) => {
    const key = `${owner}:${sealed}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = make(sealed, owner);
    const oldest = kept.size >= MAX_KEPT ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(key, value);
    return value;
  };
}
