import type { Json } from "@hark/kernel";
import { api } from "@hark/ui";
import type { HookKind } from "@hark/workflow/core";
import type { Many, One, Resource } from "../../shared/resource.ts";

/** A hook of any kind. */
export interface HookAttributes {
  readonly title: string;
  readonly description: string | null;
  readonly eventName: string;
  readonly hash: string;
  /** Of web and form hooks: where to post. */
  readonly url?: string;
  /** Of e-mail hooks: where to write to. */
  readonly email?: string;
  /** Of e-mail hooks: host and port that take mail in; null when nothing does. */
  readonly mailServer?: string | null;
  readonly debug: boolean;
  /** Of web hooks: ids of the keys that alone may call it; empty: any with the permission. */
  readonly apiKeys?: readonly string[];
  /** The expression whose equal values put runs in order. */
  readonly orderKey: string | null;
  readonly lastReceivedAt: string | null;
  /** Transactions of the last 24 hours; counting stops at 10,000. */
  readonly receivedLastDay: number;
  readonly createdAt: string;
}
export type Hook = Resource<HookAttributes>;

/** Which hook: its kind stands in the addresses of the API. */
export interface HookName {
  readonly kind: HookKind;
  readonly id: string;
}

/** The kind of a hook, by the type of its resource. */
export function kindOf({ type }: Pick<Hook, "type">): HookKind {
  return type === "form_hook" ? "form" : type === "email_hook" ? "email" : "web";
}

export const nameOf = (hook: Hook): HookName => ({ kind: kindOf(hook), id: hook.id });

/** Where a sender sends to. */
export const addressOf = ({ attributes }: Hook): string => attributes.url ?? attributes.email ?? "";

/** Something that came in, as step 1 of a workflow sees it; `meta` is beside the wire. */
export interface Transaction {
  readonly id: string;
  readonly type: "transaction";
  readonly attributes: { readonly createdAt: string; readonly data: Json };
  readonly relationships: Json;
  readonly meta?: {
    readonly contentType?: string;
    readonly bytes?: number;
    readonly userAgent?: string;
    /** The sender's address. */
    readonly from?: string;
    readonly runs?: readonly { readonly id: string; readonly workflowId: string; readonly state: string }[];
  };
}

/** A transaction without what is ours alone: what later steps can refer to. */
export function asStepOutput({ id, type, attributes, relationships }: Transaction): Json {
  return { id, type, attributes: { createdAt: attributes.createdAt, data: attributes.data }, relationships };
}

export const HOOKS = ["hooks"] as const;
export const hookKey = (id: string) => ["hooks", id] as const;
export const transactionsKey = (id: string) => ["hooks", id, "transactions"] as const;

export const listHooks = (): Promise<Many<HookAttributes>> => api.get("/v1/hooks");
export const getHook = ({ kind, id }: HookName): Promise<One<HookAttributes>> =>
  api.get(`/v1/hooks/${kind}/${id}`);
export const listTransactions = ({ kind, id }: HookName): Promise<{ data: readonly Transaction[] }> =>
  api.get(`/v1/hooks/${kind}/${id}/transactions?pageSize=25`);

/** What a hook is made of, and what of it can change. */
export interface HookChanges {
  readonly title?: string;
  readonly description?: string | null;
  readonly debug?: boolean;
  readonly apiKeys?: readonly string[];
  readonly orderKey?: string | null;
}
export const createHook = (
  kind: HookKind,
  hook: HookChanges & { readonly title: string },
): Promise<One<HookAttributes>> => api.post(`/v1/hooks/${kind}`, hook);
export const changeHook = ({ kind, id }: HookName, changes: HookChanges): Promise<One<HookAttributes>> =>
  api.patch(`/v1/hooks/${kind}/${id}`, changes);
