import { EmptyState, ErrorState, exactTime, ListPage, LoadingRows, useLive } from "@hark/ui";
import { Button, Group, Text } from "@mantine/core";
import { IconHistory, IconRefresh } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { SidePanel } from "../../../shared/side-panel.tsx";
import { useAddress } from "../../../shared/use-address.ts";
import { ReplayRangePanel } from "../replays/replay-range-panel.tsx";
import { ReplaysCard } from "../replays/replays-card.tsx";
import { listWorkflows, WORKFLOWS } from "../workflow.ts";
import { RUNS, searchRuns } from "./run.ts";
import { allRunsColumns } from "./run-columns.tsx";
import { RunFilters } from "./run-filters.tsx";
import { cursorOf, isNarrowed, queryOf, type RunSearch, readSearch, writeSearch } from "./run-search.ts";
import { RunView } from "./run-view.tsx";

/** Settings > Runs: what ran, over all workflows; found by what it did and by what started it. */
export function RunsPage() {
  const queries = useQueryClient();
  const { params, set, replace } = useAddress();
  const search = readSearch(params);
  const workflows = useQuery({ queryKey: WORKFLOWS, queryFn: listWorkflows });
  const names = new Map(workflows.data?.data.map(({ id, attributes }) => [id, attributes.name]));
  const found = useFoundRuns(search);
  useLive(["workflow:*"], () => void queries.invalidateQueries({ queryKey: RUNS }));
  const open = params.get("run");
  const replayMany = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={15} />}
      onClick={() => set({ panel: "replay" })}
    >
      Replay many…
    </Button>
  );
  return (
    <ListPage
      header={{
        title: "Runs",
        crumbs: [{ label: "Settings" }, { label: "Platform" }],
        text: "What every workflow did: find a run by what started it, by a step or by its error; look at each step; run it again.",
        actions: replayMany,
      }}
      list={found.list}
      loadingRows={8}
      label="Runs"
      columns={allRunsColumns(names)}
      selected={open ?? undefined}
      onRowClick={(run) => set({ run: run.id })}
      empty={<NoRuns search={search} onReset={() => replace(new URLSearchParams())} hidden={found.canGoOn} />}
      above={
        <>
          <ReplaysCard />
          <RunFilters
            search={search}
            workflows={workflows.data?.data ?? []}
            onChange={(next) => replace(writeSearch(params, next))}
          />
        </>
      }
      below={<HowFar found={found} />}
    >
      <SidePanel
        title="Run"
        isOpen={open !== null}
        width={760}
        onClose={() => set({ run: null, replay: null })}
      >
        {open !== null && <RunView key={open} runId={open} />}
      </SidePanel>
      <SidePanel
        title="Replay many runs"
        isOpen={params.get("panel") === "replay"}
        width={520}
        onClose={() => set({ panel: null })}
      >
        <ReplayRangePanel
          search={search}
          workflows={workflows.data?.data ?? []}
          onStarted={() => set({ panel: null })}
        />
      </SidePanel>
    </ListPage>
  );
}

/** Runs that a search finds, page after page. */
function useFoundRuns(search: RunSearch) {
  const pages = useInfiniteQuery({
    queryKey: [...RUNS, "search", search],
    queryFn: ({ pageParam }) => searchRuns(queryOf(search, Date.now(), pageParam)),
    initialPageParam: null as string | null, // the first page has no run before it
    getNextPageParam: (last) => cursorOf(last.links.next),
    placeholderData: keepPreviousData,
  });
  const last = pages.data?.pages.at(-1);
  return {
    list: {
      isPending: pages.isPending,
      isError: pages.isError && !pages.data,
      error: pages.error,
      data: pages.data && { data: pages.data.pages.flatMap((page) => page.data) },
      refetch: () => pages.refetch(),
    },
    canGoOn: pages.hasNextPage,
    /** Null when all of the time was looked at, or the page is full. */
    lookedBackTo: last && !last.meta.complete ? last.meta.lookedBackTo : null,
    isBusy: pages.isFetchingNextPage,
    nextError: pages.data ? pages.error : null,
    goOn: () => void pages.fetchNextPage(),
  };
}

function HowFar({ found }: { readonly found: ReturnType<typeof useFoundRuns> }) {
  const { canGoOn, lookedBackTo, isBusy, nextError, goOn } = found;
  if (nextError) return <ErrorState error={nextError} onRetry={goOn} />;
  if (isBusy) return <LoadingRows rows={3} />;
  if (!canGoOn) return null;
  return (
    <Group mt="md" justify="space-between">
      <Text size="sm" c="dimmed" component="output">
        {lookedBackTo === null
          ? ""
          : `Looked back to ${exactTime(new Date(lookedBackTo))}; there may be more before.`}
      </Text>
      <Button variant="default" size="xs" onClick={goOn}>
        {lookedBackTo === null ? "Show older" : "Search on"}
      </Button>
    </Group>
  );
}

interface NoRunsProps {
  readonly search: RunSearch;
  onReset(): void;
  /** Whether the search has not looked at everything yet, so that nothing can be said. */
  readonly hidden: boolean;
}

function NoRuns({ search, onReset, hidden }: NoRunsProps) {
  if (hidden)
    return <EmptyState icon={IconHistory} title="None yet" text="The search has not come to its end." />;
  if (!isNarrowed(search))
    return (
      <EmptyState
        icon={IconHistory}
        title="No runs in this time"
        text="Each event that a workflow listens to starts a run. Send something to a hook, or look further back."
      />
    );
  return (
    <EmptyState
      icon={IconHistory}
      title="No run fits"
      text="No run of this time has all of these. Take a condition away, or look further back."
      action={
        <Button variant="default" onClick={onReset}>
          Show all of the last week
        </Button>
      }
    />
  );
}
