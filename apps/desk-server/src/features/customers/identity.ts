import type { CustomerRow } from "./customer.ts";

/** What a customer is found by. */
export type IdentityKind = "email" | "phone" | "externalId";

/** One thing a customer is found by; no two customers of an organisation have the same. */
export interface Identity {
  readonly kind: IdentityKind;
  /** As it is looked up: e-mail addresses in lower case, phone numbers as digits. */
  readonly value: string;
  /** Where in a customer's body it stands, such as `emails.0.email`. */
  readonly field: string;
}

/** A value as it is looked up. Empty when there is nothing to look up by. */
export function identityValue(kind: IdentityKind, text: string): string {
  if (kind === "email") return text.trim().toLowerCase();
  return kind === "phone" ? text.replaceAll(/[^0-9]/g, "") : text;
}

/** Everything a customer is found by, each once. Shared addresses are not among it. */
export function identitiesOf(row: CustomerRow): Identity[] {
  const all: Identity[] = [
    ...row.emails.map(({ email }, at) => identity("email", email, `emails.${at}.email`)),
    ...row.phones.map(({ phone }, at) => identity("phone", phone, `phones.${at}.phone`)),
    ...(row.external_id === null ? [] : [identity("externalId", row.external_id, "externalId")]),
    ...row.external_ids.map((entry, at) =>
      identity("externalId", entry.externalId, `externalIds.${at}.externalId`),
    ),
  ];
  const byKey = new Map(all.toReversed().map((entry) => [identityKey(entry), entry]));
  return [...byKey.values()].filter((entry) => entry.value !== "").reverse();
}

const identity = (kind: IdentityKind, text: string, field: string): Identity => ({
  kind,
  value: identityValue(kind, text),
  field,
});

/** The name of an identity among the keys that workflow steps read and write. */
export function identityKey({ kind, value }: Pick<Identity, "kind" | "value">): string {
  return `customer:${kind}:${value}`;
}
