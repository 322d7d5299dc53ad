import type { Attribute, AttributeChange, AttributeCreation } from "@hark/contract";
import { api } from "@hark/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import { useSlug } from "../../store/current-store.tsx";

/** The store's attributes in their order. */
export function useAttributes() {
  const store = useSlug();
  return useQuery({
    queryKey: ["attributes", store],
    queryFn: async () => (await api.get<{ data: Attribute[] }>(address("/v1/attributes", { store }))).data,
  });
}

function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ["attributes"] });
    void queries.invalidateQueries({ queryKey: ["kustomer-example"] });
  };
}

/** Makes an attribute, or changes the one with `id`. */
export function useSaveAttribute() {
  const store = useSlug();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (
      given: { id: string; body: AttributeChange } | { id?: undefined; body: AttributeCreation },
    ) =>
      given.id === undefined
        ? api.post<Attribute>(address("/v1/attributes", { store }), given.body)
        : api.patch<Attribute>(address(`/v1/attributes/${given.id}`, { store }), given.body),
    onSuccess,
  });
}

/** Takes an attribute out of the form. */
export function useArchiveAttribute() {
  const store = useSlug();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (id: string) => api.delete<void>(address(`/v1/attributes/${id}`, { store })),
    onSuccess,
  });
}

/** Orders the attributes; the new order shows at once. */
export function useOrderAttributes() {
  const store = useSlug();
  const queries = useQueryClient();
  const key = ["attributes", store];
  return useMutation({
    mutationFn: (ordered: readonly Attribute[]) =>
      api.put<{ data: Attribute[] }>(address("/v1/attributes/order", { store }), {
        ids: ordered.map((attribute) => attribute.id),
      }),
    onMutate: (ordered) => {
      const before = queries.getQueryData<Attribute[]>(key);
      queries.setQueryData(key, ordered);
      return { before };
    },
    onError: (_error, _ordered, context) => queries.setQueryData(key, context?.before),
    onSuccess: (answer) => queries.setQueryData(key, answer.data),
  });
}
