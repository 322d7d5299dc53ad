import type { IntegrationTest, KustomerIntegration, KustomerSettings, ReviewEvent } from "@hark/contract";
import { api } from "@hark/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import { useSlug } from "../../store/current-store.tsx";

const PATH = "/v1/integrations/kustomer";

/** The Kustomer integration of the store. */
export function useKustomer() {
  const store = useSlug();
  return useQuery({
    queryKey: ["kustomer", store],
    queryFn: () => api.get<KustomerIntegration>(address(PATH, { store })),
  });
}

/** Saves the integration. The key stays as it is when the settings name none. */
export function useSaveKustomer() {
  const store = useSlug();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: KustomerSettings) =>
      api.put<KustomerIntegration>(address(PATH, { store }), settings),
    onSuccess: (saved) => queries.setQueryData(["kustomer", store], saved),
  });
}

/** Sends a test event with what is saved, and gives what came back. */
export function useTestKustomer() {
  const store = useSlug();
  return useMutation({ mutationFn: () => api.post<IntegrationTest>(address(`${PATH}/test`, { store })) });
}

/** The example payload: the store's own, or the published one. */
export function useExample(kind: "own" | "published") {
  const store = useSlug();
  const published = kind === "published" ? "true" : undefined;
  return useQuery({
    queryKey: ["kustomer-example", store, kind],
    queryFn: () => api.get<ReviewEvent>(address(`${PATH}/example`, { store, published })),
  });
}
