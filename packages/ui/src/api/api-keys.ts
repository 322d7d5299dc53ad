import { api } from "./api.ts";

/** An API key as it is listed; both apps have keys of the same shape. */
export interface ApiKey {
  readonly id: string;
  readonly attributes: {
    readonly name: string;
    readonly roles: readonly string[];
    readonly lastTokenChars: string;
    readonly cidrs: readonly string[];
    readonly expiresAt: string | null;
    readonly lastAccessedAt: string | null;
    readonly createdAt: string;
    /** Only in the answer that makes the key. */
    readonly token?: string;
  };
}

/** What a new key is made of. */
export interface NewApiKey {
  readonly name: string;
  readonly roles: readonly string[];
  readonly expiresInDays?: number;
  readonly cidrs?: readonly string[];
}

/** The query key of the list. */
export const API_KEYS = ["api-keys"] as const;

/** Keys that were not revoked, newest first. */
export const listApiKeys = (): Promise<{ readonly data: readonly ApiKey[] }> => api.get("/v1/api-keys");

/** Makes a key; its token is in this answer only. */
export const createApiKey = (key: NewApiKey): Promise<{ readonly data: ApiKey }> =>
  api.post("/v1/api-keys", key);

/** Revokes a key for good. */
export const revokeApiKey = (id: string): Promise<void> => api.delete(`/v1/api-keys/${id}`);
