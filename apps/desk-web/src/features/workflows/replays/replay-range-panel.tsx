import { ErrorState, statuses, toastDone } from "@hark/ui";
import { Alert, Button, Group, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { InstantInput } from "../runs/instant-input.tsx";
import { conditionsOf, type RunSearch, rangeOf } from "../runs/run-search.ts";
import type { Workflow } from "../workflow.ts";
import { countReplay, REPLAYS, type ReplayRequest, startReplay } from "./replay.ts";
import { countWords } from "./replay-words.ts";

const endedStates = ["failed", "completed", "canceled"] as const;
const COUNT_PAUSE_MS = 400;

interface Props {
  /** What the page shows: it is offered first. */
  readonly search: RunSearch;
  readonly workflows: readonly Workflow[];
  onStarted(): void;
}

/** Runs many runs again in the background: chosen by workflow, result and time, counted first. */
export function ReplayRangePanel({ search, workflows, onStarted }: Props) {
  const queries = useQueryClient();
  const [choice, setChoice] = useState<ReplayRequest>(() => requestOf(search));
  const [counted] = useDebouncedValue(choice, COUNT_PAUSE_MS);
  const count = useQuery({
    queryKey: [...REPLAYS, "count", counted],
    queryFn: () => countReplay(counted),
    placeholderData: keepPreviousData,
    enabled: counted.from !== undefined && counted.from !== "",
    retry: false,
  });
  const start = useMutation({
    mutationFn: () => startReplay(choice),
    onSuccess: ({ data }) => {
      toastDone(
        data.total === 1 ? "One run is run again." : `${data.total.toLocaleString("en")} runs are run again.`,
      );
      void queries.invalidateQueries({ queryKey: REPLAYS });
      onStarted();
    },
  });
  const isStale = count.isPlaceholderData || counted !== choice;
  const total = count.data?.total ?? 0;
  return (
    <Stack>
      <Text c="dimmed" size="sm">
        What started them comes in once more, behind live events, and their steps take effect again. The other
        conditions of the page hold.
      </Text>
      <RangeFields choice={choice} workflows={workflows} onChange={setChoice} />
      {count.isError && <ErrorState error={count.error} onRetry={() => void count.refetch()} />}
      <Text component="output" aria-live="polite" fw={500}>
        {count.isError ? "" : isStale || !count.data ? "Counting …" : countWords(count.data)}
      </Text>
      {start.isError && (
        <Alert color="red" role="alert" title="It was not begun">
          {start.error.message}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button
          disabled={total === 0 || isStale || count.isError}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {total === 0 ? "Replay" : `Replay ${total.toLocaleString("en")}`}
        </Button>
      </Group>
    </Stack>
  );
}

interface FieldsProps {
  readonly choice: ReplayRequest;
  readonly workflows: readonly Workflow[];
  onChange(choice: ReplayRequest): void;
}

function RangeFields({ choice, workflows, onChange }: FieldsProps) {
  const { workflow: _workflow, ...anyWorkflow } = choice;
  const { state: _state, ...anyState } = choice;
  const { to: _to, ...endless } = choice;
  return (
    <>
      <Select
        label="Workflow"
        placeholder="Any workflow"
        clearable
        searchable
        data={workflows.map(({ id, attributes }) => ({ value: id, label: attributes.name }))}
        value={choice.workflow ?? null}
        onChange={(id) => onChange(id === null ? anyWorkflow : { ...choice, workflow: id })}
      />
      <Select
        label="Result"
        placeholder="Any result"
        clearable
        data={endedStates.map((state) => ({ value: state, label: statuses.run[state].words }))}
        value={choice.state ?? null}
        onChange={(value) => {
          const state = endedStates.find((one) => one === value);
          onChange(state ? { ...choice, state } : anyState);
        }}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <InstantInput
          label="From"
          value={choice.from ?? ""}
          error={choice.from === undefined || choice.from === "" ? "Say since when" : undefined}
          onChange={(from) => onChange({ ...choice, from })}
        />
        <InstantInput
          label="To"
          value={choice.to ?? ""}
          onChange={(to) => onChange(to === "" ? endless : { ...choice, to })}
        />
      </SimpleGrid>
      <Select
        label="With the version"
        allowDeselect={false}
        data={[
          { value: "own", label: "That each run had" },
          { value: "newest", label: "That is published now" },
        ]}
        value={choice.version}
        onChange={(value) => onChange({ ...choice, version: value === "newest" ? "newest" : "own" })}
      />
    </>
  );
}

/** What the page shows, as far as it can be run again: what ended, and failed ones when the page says nothing. */
function requestOf(search: RunSearch): ReplayRequest {
  const { state: _any, ...conditions } = conditionsOf(search);
  const state = endedStates.find((one) => one === search.state) ?? "failed";
  return { ...conditions, ...rangeOf(search, Date.now()), state, version: "own" };
}
