import { Switch } from "@mantine/core";
import { type Hook, nameOf } from "./hook.ts";
import { useChangeHook } from "./use-hook.ts";

/** Debug Mode of a hook. */
export function DebugSwitch({ hook }: { readonly hook: Hook }) {
  const change = useChangeHook(nameOf(hook));
  return (
    <Switch
      label="Debug Mode"
      description="Watch what comes in, and take a transaction as the example data of a workflow."
      checked={hook.attributes.debug}
      onChange={(event) => change.mutate({ debug: event.currentTarget.checked })}
    />
  );
}
