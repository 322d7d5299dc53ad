import type { Home } from "@hark/contract";
import { api, useLive } from "@hark/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import { useSlug } from "../../store/current-store.tsx";

/** The checklist and the last 30 days, fresh while they are on the screen. */
export function useHome() {
  const store = useSlug();
  const queries = useQueryClient();
  useLive(["reviews", "requests", "deliveries", "integrations"], () => {
    void queries.invalidateQueries({ queryKey: ["home"] });
    void queries.invalidateQueries({ queryKey: ["reviews"] });
  });
  return useQuery({
    queryKey: ["home", store],
    queryFn: () => api.get<Home>(address("/v1/home", { store })),
  });
}
