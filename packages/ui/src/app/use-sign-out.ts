import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "../api/api.ts";
import { ME_KEY } from "../api/query-client.ts";
import { toastError } from "../feedback/toasts.tsx";

/** Signs out, forgets everything that was read, and leads back to the sign-in page. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    void api
      .post("/api/auth/sign-out", {})
      .then(async () => {
        queries.removeQueries({ predicate: (query) => query.queryKey[0] !== ME_KEY[0] });
        await queries.invalidateQueries({ queryKey: ME_KEY });
      })
      .catch(toastError);
  }, [queries]);
}
