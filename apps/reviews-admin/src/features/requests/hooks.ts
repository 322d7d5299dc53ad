import type { CreatedRequest, RequestCreation, RequestPreview, ReviewRequest } from "@hark/contract";
import { api, useLive } from "@hark/ui";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import type { Page } from "../../shared/page.ts";
import { useSlug } from "../../store/current-store.tsx";

/** A page of the store's review requests, newest first. */
export function useRequests(filter: {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}) {
  const store = useSlug();
  return useQuery({
    queryKey: ["requests", store, filter],
    queryFn: () => api.get<Page<ReviewRequest>>(address("/v1/requests", { store, ...filter })),
    placeholderData: keepPreviousData,
  });
}

/** One review request. */
export function useRequest(requestId: string | undefined) {
  return useQuery({
    queryKey: ["request", requestId],
    queryFn: () => api.get<ReviewRequest>(`/v1/requests/${requestId ?? ""}`),
    enabled: requestId !== undefined,
  });
}

/** The mail of a request as it would go out. */
export function useRequestPreview(requestId: string) {
  return useQuery({
    queryKey: ["request-preview", requestId],
    queryFn: () => api.get<RequestPreview>(`/v1/requests/${requestId}/preview`),
  });
}

function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const name of ["requests", "request", "orders", "home"])
      void queries.invalidateQueries({ queryKey: [name] });
  };
}

/** Asks for a review of one line of an order; the answer holds the link, this once. */
export function useCreateRequest() {
  const store = useSlug();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (body: RequestCreation) => api.post<CreatedRequest>(address("/v1/requests", { store }), body),
    onSuccess,
  });
}

/** Mails a request, once more when it was mailed before. */
export function useSendRequest() {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (requestId: string) => api.post<ReviewRequest>(`/v1/requests/${requestId}/send`),
    onSuccess,
  });
}

/** Gives a fresh link for a request. */
export function useFreshLink() {
  return useMutation({
    mutationFn: (requestId: string) => api.post<{ url: string }>(`/v1/requests/${requestId}/link`),
  });
}

/** Keeps requests fresh while they are on the screen. */
export function useLiveRequests(): void {
  const refresh = useRefresh();
  useLive(["requests", "reviews"], refresh);
}
