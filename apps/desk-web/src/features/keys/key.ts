import { api } from "@hark/ui";
import type { Many, One } from "../../shared/resource.ts";

/** An API key as it is listed. */
export interface KeyAttributes {
  readonly name: string;
  readonly roles: readonly string[];
  readonly lastTokenChars: string;
  readonly cidrs: readonly string[];
  readonly expiresAt: string | null;
  readonly lastAccessedAt: string | null;
  readonly createdAt: string;
  /** Only in the answer that makes the key. */
  readonly token?: string;
}

/** A permission as the picker offers it. */
export interface Role {
  readonly name: string;
  readonly group: string;
  readonly description: string;
}

/** What a new key is made of. */
export interface NewKey {
  readonly name: string;
  readonly roles: readonly string[];
  readonly expiresInDays?: number;
  readonly cidrs?: readonly string[];
}

/** The permission that the senders of hooks need. */
export const HOOK_ROLE = "org.hook";

export const KEYS = ["api-keys"] as const;
export const listKeys = (): Promise<Many<KeyAttributes>> => api.get("/v1/api-keys");
export const listRoles = (): Promise<{ data: readonly Role[] }> => api.get("/v1/roles");
export const createKey = (key: NewKey): Promise<One<KeyAttributes>> => api.post("/v1/api-keys", key);
export const revokeKey = (id: string): Promise<void> => api.delete(`/v1/api-keys/${id}`);

/** Whether a key may send to hooks. */
export const mayReceiveHooks = (roles: readonly string[]): boolean =>
  roles.some((role) => role === HOOK_ROLE || role === "org.hooks" || role === "org.admin" || role === "org");
