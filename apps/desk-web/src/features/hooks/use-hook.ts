import { toastError, useLive } from "@hark/ui";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { Many, One } from "../../shared/resource.ts";
import {
  changeHook,
  getHook,
  HOOKS,
  type Hook,
  type HookAttributes,
  type HookChanges,
  hookKey,
  listTransactions,
  type Transaction,
  transactionsKey,
} from "./hook.ts";

/** A hook by its id. */
export function useHook(id: string): UseQueryResult<One<HookAttributes>> {
  return useQuery({ queryKey: hookKey(id), queryFn: () => getHook(id) });
}

/** Changes a hook; the screen shows the change before the server has it, and takes it back when it is refused. */
export function useChangeHook(id: string): UseMutationResult<One<HookAttributes>, Error, HookChanges> {
  const queries = useQueryClient();
  return useMutation<One<HookAttributes>, Error, HookChanges>({
    mutationFn: (changes) => changeHook(id, changes),
    onMutate: (changes) => {
      // Changes hold no undefined, so what comes out has every member.
      const changed = (hook: Hook): Hook => ({
        ...hook,
        attributes: { ...hook.attributes, ...changes } as HookAttributes,
      });
      queries.setQueryData<One<HookAttributes>>(hookKey(id), (now) => now && { data: changed(now.data) });
      queries.setQueryData<Many<HookAttributes>>(
        HOOKS,
        (now) => now && { ...now, data: now.data.map((hook) => (hook.id === id ? changed(hook) : hook)) },
      );
    },
    onError: toastError,
    onSettled: () => void queries.invalidateQueries({ queryKey: HOOKS }),
  });
}

/** What a hook received last, newest first; new ones come by themselves. `isLive` tells whether the connection stands. */
export function useTransactions(hookId: string): {
  readonly query: UseQueryResult<{ data: readonly Transaction[] }>;
  readonly isLive: boolean;
} {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: transactionsKey(hookId), queryFn: () => listTransactions(hookId) });
  const isLive = useLive([`hook:${hookId}`], () => {
    void queries.invalidateQueries({ queryKey: transactionsKey(hookId) });
  });
  return { query, isLive };
}
