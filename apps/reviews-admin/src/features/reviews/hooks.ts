import type { MerchantReview, MerchantReviewDetail, ReviewDecision } from "@hark/contract";
import { api, useLive } from "@hark/ui";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import type { Page } from "../../shared/page.ts";
import { useSlug } from "../../store/current-store.tsx";

/** What the list of reviews can be narrowed by; several values are separated by commas. */
export interface ReviewFilter {
  readonly [name: string]: string | number | undefined;
}

/** A page of reviews. */
export function useReviews(filter: ReviewFilter) {
  const store = useSlug();
  return useQuery({
    queryKey: ["reviews", store, filter],
    queryFn: () => api.get<Page<MerchantReview>>(address("/v1/reviews", { store, ...filter })),
    placeholderData: keepPreviousData,
  });
}

/** One review with its history. */
export function useReview(reviewId: string | undefined) {
  const store = useSlug();
  return useQuery({
    queryKey: ["review", store, reviewId],
    queryFn: () => api.get<MerchantReviewDetail>(address(`/v1/reviews/${reviewId ?? ""}`, { store })),
    enabled: reviewId !== undefined,
  });
}

/** Publishes or withholds a review. */
export function useDecide() {
  const store = useSlug();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ reviewId, ...decision }: ReviewDecision & { reviewId: string }) =>
      api.patch<MerchantReview>(address(`/v1/reviews/${reviewId}`, { store }), decision),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["review"] });
      void queries.invalidateQueries({ queryKey: ["reviews"] });
      void queries.invalidateQueries({ queryKey: ["home"] });
    },
  });
}

/** Keeps reviews and their deliveries fresh while they are on the screen. */
export function useLiveReviews(): void {
  const queries = useQueryClient();
  useLive(["reviews", "deliveries"], () => {
    void queries.invalidateQueries({ queryKey: ["review"] });
    void queries.invalidateQueries({ queryKey: ["reviews"] });
  });
}
