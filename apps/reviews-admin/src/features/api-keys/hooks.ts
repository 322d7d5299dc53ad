import { api } from "@hark/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

/** An API key as the server lists it; `token` only in the answer that made it. */
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

const KEY = ["api-keys"];

/** Keys that were not revoked, newest first. */
export function useApiKeys() {
  return useQuery({
    queryKey: KEY,
    queryFn: async () => (await api.get<{ data: ApiKey[] }>("/v1/api-keys")).data,
  });
}

/** Makes a key; its token is in the answer only. */
export function useCreateApiKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (key: NewApiKey) => (await api.post<{ data: ApiKey }>("/v1/api-keys", key)).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Revokes a key for good. */
export function useRevokeApiKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<void>(`/v1/api-keys/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
