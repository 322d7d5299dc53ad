import type { SigningKeyShape } from "@hark/contract";
import { newId } from "@hark/kernel";
import { createSigningKey, type NewSigningKey, type SigningKeyRow, type SigningKind } from "@hark/webhooks";
import type { IntegrationTools } from "../integrations/kustomer.ts";

const VISIBLE_CHARS = 4;

/** A key ready to be stored, and its secret, which is shown this once. */
export function newKey(
  { deps, secrets }: IntegrationTools,
  of: {
    readonly orgId: string;
    readonly endpointId: string;
    readonly kind: SigningKind;
    readonly now: Date;
  },
): { readonly row: NewSigningKey; readonly secret: string } {
  const { secret, publicKey } = createSigningKey(of.kind, deps.random);
  return {
    secret,
    row: {
      ...of,
      id: newId(of.now, deps.random),
      sealed: secrets.seal(secret, of.orgId),
      lastChars: secret.slice(-VISIBLE_CHARS),
      publicKey,
    },
  };
}

/** A key as it is listed. */
export const presentKey = (row: SigningKeyRow): SigningKeyShape => ({
  id: row.id,
  kind: row.kind,
  publicKey: row.public_key,
  lastChars: row.last_chars,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
});
