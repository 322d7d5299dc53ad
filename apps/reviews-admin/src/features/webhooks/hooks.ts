import type {
  IntegrationTest,
  Replay,
  SigningKeyShape,
  Webhook,
  WebhookChange,
  WebhookStats,
} from "@hark/contract";
import { api, useLive } from "@hark/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import { useSlug } from "../../store/current-store.tsx";
import { useKustomer } from "../integrations/hooks.ts";

/** An event that a webhook can subscribe to. */
export interface EventType {
  readonly type: string;
  readonly summary: string;
  readonly schema: object;
  readonly example: object;
}

/** What a new webhook is made from. */
export type WebhookDraft = WebhookChange & { readonly url: string; readonly signing: "v1" | "v1a" };

/** The catalogue of events; it changes with the version only. */
export function useEventTypes() {
  return useQuery({
    queryKey: ["event-types"],
    queryFn: () => api.get<{ data: readonly EventType[] }>("/v1/event-types"),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The webhooks of the store, kept fresh. */
export function useWebhooks() {
  const store = useSlug();
  useFresh();
  return useQuery({
    queryKey: ["webhooks", store],
    queryFn: () => api.get<{ data: readonly Webhook[] }>(address("/v1/webhooks", { store })),
  });
}

/** One webhook, kept fresh. */
export function useWebhook(id: string) {
  useFresh();
  return useQuery({ queryKey: ["webhook", id], queryFn: () => api.get<Webhook>(`/v1/webhooks/${id}`) });
}

/** Every receiver of the store's events: Kustomer, and the webhooks. */
export function useEndpoints(): { id: string; kind: string; description: string; url: string }[] {
  const kustomer = useKustomer().data;
  const webhooks = useWebhooks().data?.data ?? [];
  const desk =
    kustomer?.endpointId && kustomer.apiUrl
      ? [{ id: kustomer.endpointId, kind: "kustomer", description: "", url: kustomer.apiUrl }]
      : [];
  return [...desk, ...webhooks];
}

/** Volume, failures and latency of one endpoint. */
export function useStats(id: string, range: "24h" | "30d") {
  return useQuery({
    queryKey: ["webhook", id, "stats", range],
    queryFn: () => api.get<WebhookStats>(address(`/v1/webhooks/${id}/stats`, { range })),
  });
}

/** Makes a webhook; the answer holds its secret, this once. */
export function useCreateWebhook() {
  const store = useSlug();
  return useChange((draft: WebhookDraft) =>
    api.post<Webhook & { secret: string }>(address("/v1/webhooks", { store }), draft),
  );
}

/** Changes what is named. */
export function useUpdateWebhook(id: string) {
  return useChange((change: WebhookChange) => api.patch<Webhook>(`/v1/webhooks/${id}`, change));
}

/** Deletes a webhook. */
export function useDeleteWebhook(id: string) {
  return useChange(() => api.delete(`/v1/webhooks/${id}`));
}

/** Keeps events back, or sends them again. */
export function usePause(id: string) {
  return useChange((verb: "pause" | "resume") => api.post<Webhook>(`/v1/webhooks/${id}/${verb}`));
}

/** Brings back whatever failed since it broke. */
export function useRecover(id: string) {
  return useChange(() => api.post<Replay>(`/v1/webhooks/${id}/recover`));
}

/** Sends an example event now, and gives what came back. */
export function useTestWebhook(id: string) {
  return useMutation({
    mutationFn: (type: string) => api.post<IntegrationTest>(`/v1/webhooks/${id}/test`, { type }),
  });
}

/** Makes another key; the answer holds its secret, this once. */
export function useRotateKey(id: string) {
  return useChange((key: { readonly kind: "v1" | "v1a"; readonly overlapHours: number }) =>
    api.post<SigningKeyShape & { secret: string }>(`/v1/webhooks/${id}/keys`, key),
  );
}

/** Stops signing with a key. */
export function useDeleteKey(id: string) {
  return useChange((keyId: string) => api.delete(`/v1/webhooks/${id}/keys/${keyId}`));
}

/** Checks a signature. */
export function useVerify() {
  return useMutation({
    mutationFn: (message: object) =>
      api.post<{ ok: boolean; message: string }>("/v1/webhooks/verify", message),
  });
}

const shownIn = ["webhooks", "webhook", "deliveries", "replays"];

function useChange<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => {
      for (const name of shownIn) void queries.invalidateQueries({ queryKey: [name] });
    },
  });
}

function useFresh(): void {
  const queries = useQueryClient();
  useLive(["webhooks", "deliveries"], () => {
    void queries.invalidateQueries({ queryKey: ["webhooks"] });
    void queries.invalidateQueries({ queryKey: ["webhook"] });
  });
}
