import {
  confirmAction,
  ErrorState,
  LoadingRows,
  PageBody,
  PageHeader,
  toastError,
  toastUndo,
} from "@hark/ui";
import { Paper, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeRetention, daysWords, getRetention, RETENTION, type Retention } from "./retention.ts";

/** Settings > Data Retention: how long what came in and what ran is kept. */
export function RetentionPage() {
  const retention = useQuery({ queryKey: RETENTION, queryFn: getRetention });
  return (
    <>
      <PageHeader
        title="Data Retention"
        crumbs={[{ label: "Settings" }, { label: "Platform" }]}
        text="How long what hooks received and what workflows did can be looked at and run again."
      />
      <PageBody narrow>
        <Paper p="md">
          {retention.isPending && <LoadingRows rows={6} />}
          {retention.isError && (
            <ErrorState error={retention.error} onRetry={() => void retention.refetch()} />
          )}
          {retention.data && <Choice retention={retention.data.data} />}
        </Paper>
      </PageBody>
    </>
  );
}

function Choice({ retention }: { readonly retention: Retention }) {
  const queries = useQueryClient();
  const { runsDays, defaultDays, choices } = retention;
  const change = useMutation({
    mutationFn: (days: number | null) => changeRetention(days),
    onSuccess: (answer) => queries.setQueryData(RETENTION, answer),
    onError: toastError,
  });
  const choose = async (days: number | null): Promise<void> => {
    const isShorter = (days ?? defaultDays) < (runsDays ?? defaultDays);
    const question = {
      title: `Keep runs for ${daysWords(days ?? defaultDays)} only?`,
      text: "What comes in and runs from now on is dropped earlier than before, and cannot be looked at or replayed after that. Customers, conversations and custom objects stay.",
      label: "Keep them shorter",
    };
    if (isShorter && !(await confirmAction(question))) return;
    change.mutate(days, {
      onSuccess: () =>
        toastUndo(`Runs are kept for ${daysWords(days ?? defaultDays)} from now on`, () =>
          change.mutate(runsDays),
        ),
    });
  };
  const shown = change.isPending ? (change.variables ?? null) : runsDays;
  return (
    <Stack>
      <Radio.Group
        label="Keep transactions and runs for"
        description="After that, what hooks received and what the steps of each run got and gave is dropped, a whole day at once. What workflows made of it stays: customers, conversations, custom objects."
        value={shown === null ? "default" : String(shown)}
        onChange={(value) => void choose(value === "default" ? null : Number(value))}
      >
        <Stack gap="xs" mt="md">
          <Radio value="default" label={`The installation's default: ${daysWords(defaultDays)}`} />
          {choices.map((days) => (
            <Radio key={days} value={String(days)} label={days === 365 ? "A year" : daysWords(days)} />
          ))}
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed">
        A change holds for what comes in from now on; what is there already leaves by the setting it came in
        under.
      </Text>
    </Stack>
  );
}
