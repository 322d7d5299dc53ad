import type { Resource } from "@hark/contract";
import { orgRelation, writtenBy } from "../../records/envelope.ts";
import type { HookRow } from "./store.ts";

/** A hook as the API answers it. `publicUrl` is Desk's own address; `lastReceivedAt` is ours, beyond the wire. */
export function presentHook(hook: HookRow, publicUrl: string, lastReceivedAt: Date | undefined): Resource {
  return {
    type: `${hook.kind}_hook`,
    id: hook.id,
    attributes: {
      title: hook.title,
      description: hook.description,
      eventName: hook.event_name,
      hash: hook.hash,
      url: `${publicUrl}/v1/hooks/${hook.kind}/${hook.hash}`,
      debug: hook.debug,
      apiKeys: hook.key_ids,
      lastReceivedAt: lastReceivedAt?.toISOString() ?? null,
      createdAt: hook.created_at.toISOString(),
      updatedAt: hook.updated_at.toISOString(),
      modifiedAt: hook.updated_at.toISOString(),
    },
    relationships: { org: orgRelation(hook.org_id), ...writtenBy(hook) },
    links: { self: `/v1/hooks/${hook.kind}/${hook.id}` },
  };
}

/** Facts of a transaction beside its payload. */
export interface TransactionHead {
  readonly id: string;
  readonly createdAt: Date;
  readonly hook: Pick<HookRow, "org_id" | "id" | "kind">;
}

/**
 * A transaction as JSON text, around a payload that is JSON text already: what arrived is stored to the letter, and not
 * parsed and printed once more on the way in.
 */
export function transactionText(head: TransactionHead, payload: string): string {
  const { hook } = head;
  const relationships = {
    org: { data: { type: "org", id: hook.org_id }, links: { self: `/v1/org/${hook.org_id}` } },
    hook: {
      data: { type: `${hook.kind}_hook`, id: hook.id },
      links: { self: `/v1/hooks/${hook.kind}/${hook.id}` },
    },
  };
  return `{"id":"${head.id}","type":"transaction","attributes":{"createdAt":"${head.createdAt.toISOString()}","data":${payload}},"relationships":${JSON.stringify(relationships)}}`;
}
