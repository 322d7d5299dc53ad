import { toastDone, toastError } from "@hark/ui";
import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useRecover } from "./hooks.ts";

/** Brings back everything that failed since an endpoint broke. */
export function RecoverButton({ endpointId }: { endpointId: string }) {
  const recover = useRecover(endpointId);
  return (
    <Button
      size="xs"
      leftSection={<IconHistory size={14} />}
      loading={recover.isPending}
      onClick={() =>
        recover.mutate(undefined, {
          onSuccess: ({ total }) =>
            toastDone(
              total === 0
                ? "Nothing had failed for good: what waits is tried by itself."
                : `${total} are brought back.`,
            ),
          onError: toastError,
        })
      }
    >
      Recover everything since it broke
    </Button>
  );
}
