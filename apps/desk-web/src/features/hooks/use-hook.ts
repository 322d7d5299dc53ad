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
  type HookName,
  hookKey,
  listTransactions,
  type Transaction,
  transactionsKey,
} from "./hook.ts";

/** One hook. */
export function useHook(name: HookName): UseQueryResult<One<HookAttributes>> {
  return useQuery({ queryKey: hookKey(name.id), queryFn: () => getHook(name) });
}

/** Changes a hook; the screen shows the change before the server has it, and takes it back when it is refused. */
export function useChangeHook(name: HookName): UseMutationResult<One<HookAttributes>, Error, HookChanges> {
  const queries = useQueryClient();
  const { id } = name;
  return useMutation<One<HookAttributes>, Error, HookChanges>({
    mutationFn: (changes) => changeHook(name, changes),
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
export function useTransactions(name: HookName): {
  readonly query: UseQueryResult<{ data: readonly Transaction[] }>;
  readonly isLive: boolean;
} {
  const queries = useQueryClient();
  const { id } = name;
  const query = useQuery({ queryKey: transactionsKey(id), queryFn: () => listTransactions(name) });
  const isLive = useLive([`hook:${id}`], () => {
    void queries.invalidateQueries({ queryKey: transactionsKey(id) });
  });
  return { query, isLive };
}
