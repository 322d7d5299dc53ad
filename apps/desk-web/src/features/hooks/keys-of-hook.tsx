import { AllowedKeys } from "./allowed-keys.tsx";
import { type Hook, nameOf } from "./hook.ts";
import { useChangeHook } from "./use-hook.ts";

/** Which API keys may send to a web hook; the other kinds ask for none. */
export function KeysOfHook({ hook }: { readonly hook: Hook }) {
  const change = useChangeHook(nameOf(hook));
  const { apiKeys } = hook.attributes;
  if (apiKeys === undefined) return null;
  return <AllowedKeys value={apiKeys} onChange={(chosen) => change.mutate({ apiKeys: chosen })} />;
}
