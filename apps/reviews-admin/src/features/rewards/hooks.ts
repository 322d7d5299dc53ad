import type { RewardSettings } from "@hark/contract";
import { api } from "@hark/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import { useSlug } from "../../store/current-store.tsx";

/** The store's reward. */
export function useReward() {
  const store = useSlug();
  return useQuery({
    queryKey: ["reward", store],
    queryFn: () => api.get<RewardSettings>(address("/v1/rewards", { store })),
  });
}

/** Sets the store's reward. */
export function useSaveReward() {
  const store = useSlug();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reward: RewardSettings) =>
      api.put<RewardSettings>(address("/v1/rewards", { store }), reward),
    onSuccess: (saved) => {
      queries.setQueryData(["reward", store], saved);
      void queries.invalidateQueries({ queryKey: ["kustomer-example"] });
    },
  });
}
