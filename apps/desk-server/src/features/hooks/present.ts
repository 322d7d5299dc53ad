import type { Resource } from "@hark/contract";
import type { Json } from "@hark/kernel";
import { orgRelation, writtenBy } from "../../records/envelope.ts";
import type { HookRow } from "./store.ts";

/** Where hooks can be reached from outside. */
export interface HookAddresses {
  /** Desk's own address. */
  readonly publicUrl: string;
  /** What stands behind the @ of an e-mail hook. */
  readonly mailDomain: string;
  /** Host and port of the mail server that takes e-mail for hooks in; null when there is none. */
  readonly mailServer: string | null;
}

/** What a hook received, which is ours beyond the wire. */
export interface HookTraffic {
  readonly lastReceivedAt: Date | undefined;
  /** Transactions of the last 24 hours; counting stops at {@link MAX_COUNTED}. */
  readonly lastDay: number;
}

/** Where counting a hook's transactions stops. */
export const MAX_COUNTED = 10_000;

/** A hook as the API answers it. */
export function presentHook(hook: HookRow, addresses: HookAddresses, traffic: HookTraffic): Resource {
  return {
    type: `${hook.kind}_hook`,
    id: hook.id,
    attributes: {
      title: hook.title,
      description: hook.description,
      eventName: hook.event_name,
      hash: hook.hash,
      ...addressOf(hook, addresses),
      debug: hook.debug,
      ...(hook.kind === "web" ? { apiKeys: hook.key_ids } : {}),
      orderKey: hook.order_key,
      lastReceivedAt: traffic.lastReceivedAt?.toISOString() ?? null,
      receivedLastDay: traffic.lastDay,
      createdAt: hook.created_at.toISOString(),
      updatedAt: hook.updated_at.toISOString(),
      modifiedAt: hook.updated_at.toISOString(),
    },
    relationships: { org: orgRelation(hook.org_id), ...writtenBy(hook) },
    links: { self: `/v1/hooks/${hook.kind}/${hook.id}` },
  };
}

function addressOf(hook: HookRow, addresses: HookAddresses): Record<string, Json> {
  const { publicUrl, mailDomain, mailServer } = addresses;
  switch (hook.kind) {
    case "web":
      return { url: `${publicUrl}/v1/hooks/web/${hook.hash}` };
    case "form":
      return { url: `${publicUrl}/v1/hooks/form/${hook.org_id}/${hook.hash}` };
    case "email":
      return { email: `${hook.hash}@${mailDomain}`, key: hook.hash, mailServer };
  }
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
