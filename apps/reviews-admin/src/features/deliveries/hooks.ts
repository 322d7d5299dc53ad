import type { Delivery, DeliveryDetail, Replay, ReplayCount } from "@hark/contract";
import { api, useLive } from "@hark/ui";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import type { Page } from "../../shared/page.ts";
import { useSlug } from "../../store/current-store.tsx";

/** What narrows a list of deliveries; as the address of the page has it. */
export interface DeliveryFilter {
  readonly state?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly type?: string | undefined;
  readonly email?: string | undefined;
  readonly status?: string | undefined;
  readonly since?: string | undefined;
  readonly reviewId?: string | undefined;
  readonly replay?: string | undefined;
}

/** A page of deliveries, newest first. */
export function useDeliveries(filter: DeliveryFilter & { readonly page: number; readonly pageSize: number }) {
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

/** Tries a delivery once more now, or takes one back that waits. */
export function useDeliveryAction(verb: "resend" | "cancel") {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Delivery>(`/v1/deliveries/${id}/${verb}`),
    onSuccess: () => refreshDeliveries(queries),
  });
}

/** What to bring back. */
export interface ReplayChoice {
  readonly endpoint?: string | undefined;
  readonly states: readonly string[];
  readonly types?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly email?: string | undefined;
  readonly status?: number | undefined;
  readonly ratePerSecond?: number | undefined;
}

/** How many deliveries a choice means; asked anew whenever it changes. */
export function useReplayCount(choice: ReplayChoice) {
  const store = useSlug();
  return useQuery({
    queryKey: ["deliveries", "replay-count", store, choice],
    queryFn: () => api.post<ReplayCount>(address("/v1/replays", { store }), { ...choice, dryRun: true }),
    enabled: choice.states.length > 0,
    placeholderData: keepPreviousData,
  });
}

/** Begins a replay. */
export function useStartReplay() {
  const store = useSlug();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (choice: ReplayChoice) => api.post<Replay>(address("/v1/replays", { store }), choice),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["replays"] }),
  });
}

/** The last replays of the store, kept fresh. */
export function useReplays() {
  const store = useSlug();
  const queries = useQueryClient();
  useLive(["replays", "deliveries"], () => void queries.invalidateQueries({ queryKey: ["replays"] }));
  return useQuery({
    queryKey: ["replays", store],
    queryFn: () => api.get<{ data: readonly Replay[] }>(address("/v1/replays", { store })),
  });
}

/** Stops a replay. */
export function useCancelReplay() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Replay>(`/v1/replays/${id}/cancel`),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["replays"] }),
  });
}

/** Keeps everything that tells of deliveries fresh while it is on the screen. */
export function useLiveDeliveries(): void {
  const queries = useQueryClient();
  useLive(["deliveries", "integrations", "webhooks"], () => refreshDeliveries(queries));
}

function refreshDeliveries(queries: ReturnType<typeof useQueryClient>): void {
  for (const name of ["deliveries", "delivery", "kustomer", "webhooks", "webhook", "review", "reviews"])
    void queries.invalidateQueries({ queryKey: [name] });
}
