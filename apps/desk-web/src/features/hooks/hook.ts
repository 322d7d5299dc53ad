import type { Json } from "@hark/kernel";
import { api } from "@hark/ui";
import type { Many, One, Resource } from "../../shared/resource.ts";

/** A web hook. */
export interface HookAttributes {
  readonly title: string;
  readonly description: string | null;
  readonly eventName: string;
  readonly hash: string;
  readonly url: string;
  readonly debug: boolean;
  /** Ids of the keys that alone may call it; empty: any with the permission. */
  readonly apiKeys: readonly string[];
  readonly lastReceivedAt: string | null;
  readonly createdAt: string;
}
export type Hook = Resource<HookAttributes>;

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
export const getHook = (id: string): Promise<One<HookAttributes>> => api.get(`/v1/hooks/web/${id}`);
export const listTransactions = (id: string): Promise<{ data: readonly Transaction[] }> =>
  api.get(`/v1/hooks/web/${id}/transactions?pageSize=25`);

/** What a hook is made of, and what of it can change. */
export interface HookChanges {
  readonly title?: string;
  readonly description?: string | null;
  readonly debug?: boolean;
  readonly apiKeys?: readonly string[];
}
export const createHook = (hook: HookChanges & { readonly title: string }): Promise<One<HookAttributes>> =>
  api.post("/v1/hooks/web", hook);
export const changeHook = (id: string, changes: HookChanges): Promise<One<HookAttributes>> =>
  api.patch(`/v1/hooks/web/${id}`, changes);
