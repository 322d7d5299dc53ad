import { SECOND } from "@hark/kernel";
import { maskedValue, type RequestFacts } from "./curl.ts";
import type { DeliveryRow } from "./delivery-store.ts";
import type { EndpointRow } from "./endpoint-store.ts";
import { envelopeOf, messageId } from "./outbox.ts";

/**
 * What a delivery's receiver is sent, as it may be shown: secrets, signatures and the merchant's own headers stand as variables. The
 * timestamp is that of the last attempt, or of the event while there was none.
 */
export function requestFacts(
  delivery: DeliveryRow & { readonly body: string },
  endpoint: Pick<EndpointRow, "header_names" | "secret"> | undefined,
  userAgent: string,
): RequestFacts {
  const at = delivery.last_attempt_at ?? delivery.created_at;
  const own = [...(endpoint?.header_names ?? [])];
  const isGeneric = delivery.kind === "generic";
  const masked = [
    ...own,
    ...(isGeneric ? ["webhook-signature"] : []),
    ...(endpoint?.secret ? ["authorization"] : []),
  ];
  return {
    url: delivery.url,
    headers: {
      "content-type": "application/json",
      "user-agent": userAgent,
      "webhook-id": messageId(delivery.id),
      "webhook-timestamp": String(Math.floor(at.getTime() / SECOND)),
      ...Object.fromEntries(masked.map((name) => [name, maskedValue(name)])),
    },
    maskedHeaders: masked,
    body:
      isGeneric && delivery.body !== ""
        ? envelopeOf({ type: delivery.type, createdAt: delivery.created_at, body: delivery.body })
        : delivery.body,
  };
}
