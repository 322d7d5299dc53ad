import type {
  Delivery,
  DeliveryDetail,
  IntegrationTest,
  KustomerIntegration,
  KustomerSettings,
  ReviewEvent,
} from "@hark/contract";
import { api, useLive } from "@hark/ui";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import type { Page } from "../../shared/page.ts";
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

/** A page of deliveries, newest first. */
export function useDeliveries(filter: {
  readonly state?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}) {
  const store = useSlug();
  return useQuery({
    queryKey: ["deliveries", store, filter],
    queryFn: () => api.get<Page<Delivery>>(address("/v1/deliveries", { store, ...filter })),
    placeholderData: keepPreviousData,
  });
}

/** One delivery with its attempts. */
export function useDelivery(id: string | undefined) {
  return useQuery({
    queryKey: ["delivery", id],
    queryFn: () => api.get<DeliveryDetail>(`/v1/deliveries/${id ?? ""}`),
    enabled: id !== undefined,
  });
}

/** Tries a delivery once more, now. */
export function useResend() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Delivery>(`/v1/deliveries/${id}/resend`),
    onSuccess: () => refreshDeliveries(queries),
  });
}

const BATCH = 100;

/** Tries every failed delivery of the store once more, and gives how many they were. */
export function useResendAll() {
  const store = useSlug();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const failed: string[] = [];
      // All are read first: one that is resent leaves the list, and may come back to it.
      for (let page = 1, totalPages = 1; page <= totalPages; page += 1) {
        const path = address("/v1/deliveries", { store, state: "failed", page, pageSize: BATCH });
        const answer = await api.get<Page<Delivery>>(path);
        failed.push(...answer.data.map((delivery) => delivery.id));
        totalPages = answer.meta.totalPages;
      }
      for (const id of failed) await api.post<Delivery>(`/v1/deliveries/${id}/resend`);
      return failed.length;
    },
    onSettled: () => refreshDeliveries(queries),
  });
}

/** Keeps everything that tells of deliveries fresh while it is on the screen. */
export function useLiveDeliveries(): void {
  const queries = useQueryClient();
  useLive(["deliveries", "integrations"], () => refreshDeliveries(queries));
}

function refreshDeliveries(queries: ReturnType<typeof useQueryClient>): void {
  for (const name of ["deliveries", "delivery", "kustomer", "review", "reviews"])
    void queries.invalidateQueries({ queryKey: [name] });
}
