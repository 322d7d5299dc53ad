import { API_KEYS, createApiKey, listApiKeys, type NewApiKey, revokeApiKey } from "@hark/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

/** Keys that were not revoked, newest first. */
export function useApiKeys() {
  return useQuery({ queryKey: API_KEYS, queryFn: listApiKeys });
}

/** Makes a key; its token is in the answer only. */
export function useCreateApiKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (key: NewApiKey) => (await createApiKey(key)).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: API_KEYS }),
  });
}

/** Revokes a key for good. */
export function useRevokeApiKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: revokeApiKey,
    onSuccess: () => queries.invalidateQueries({ queryKey: API_KEYS }),
  });
}
