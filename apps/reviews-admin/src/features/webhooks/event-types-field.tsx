import { ErrorState } from "@hark/ui";
import { Checkbox, Input, Skeleton, Stack } from "@mantine/core";
import type { Draft } from "./draft.ts";
import { useEventTypes } from "./hooks.ts";

/** Which events a webhook is told: all, or those that are ticked. */
export function EventTypesField({
  draft,
  onChange,
  error,
}: {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  error: string | undefined;
}) {
  const types = useEventTypes();
  return (
    <Input.Wrapper label="Events" error={error} labelElement="div">
      <Stack gap="xs" mt="xs">
        <Checkbox
          label="All, also those to come"
          checked={draft.allTypes}
          onChange={(event) => onChange({ allTypes: event.currentTarget.checked })}
        />
        {types.isPending && <Skeleton height={160} />}
        {types.isError && <ErrorState error={types.error} onRetry={() => void types.refetch()} />}
        {types.data && !draft.allTypes && (
          <Checkbox.Group
            aria-label="Events"
            value={[...draft.types]}
            onChange={(chosen) => onChange({ types: chosen })}
          >
            <Stack gap="xs">
              {types.data.data.map(({ type, summary }) => (
                <Checkbox key={type} value={type} label={type} description={summary} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
