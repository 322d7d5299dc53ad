import type { Order, OrderCreation } from "@hark/contract";
import { api } from "@hark/ui";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import type { Page } from "../../shared/page.ts";
import { useSlug } from "../../store/current-store.tsx";

/** A page of the store's orders, newest first. */
export function useOrders(filter: {
  readonly q?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}) {
  const store = useSlug();
  return useQuery({
    queryKey: ["orders", store, filter],
    queryFn: () => api.get<Page<Order>>(address("/v1/orders", { store, ...filter })),
    placeholderData: keepPreviousData,
  });
}

/** Makes an order, or replaces the one of the same name. */
export function useSaveOrder() {
  const store = useSlug();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (order: OrderCreation) => api.post<Order>(address("/v1/orders", { store }), order),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["orders"] }),
  });
}
