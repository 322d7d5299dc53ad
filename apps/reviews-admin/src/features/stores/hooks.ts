import type { Store, StoreChange, StoreCreation } from "@hark/contract";
import { api } from "@hark/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const KEY = ["stores"];

/** The organisation's stores. */
export function useStores() {
  return useQuery({
    queryKey: KEY,
    queryFn: async () => (await api.get<{ data: Store[] }>("/v1/stores")).data,
    staleTime: 60_000,
  });
}

/** Makes a store. */
export function useCreateStore() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: StoreCreation) => api.post<Store>("/v1/stores", body),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

/** Changes a store's settings. */
export function useChangeStore() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ slug, change }: { slug: string; change: StoreChange }) =>
      api.patch<Store>(`/v1/stores/${slug}`, change),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
