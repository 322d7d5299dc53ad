import { useQuery } from "@tanstack/react-query";
import { getVersion, versionKey } from "../versions/version.ts";
import { ACTIONS, listActions } from "../workflow.ts";
import { getRun, isOpen, runKey, workflowOf } from "./run.ts";

const FOREVER = Number.POSITIVE_INFINITY;
const REFRESH_MS = 2_000;

/** A run. One that goes on is read again by itself. */
export function useRun(runId: string) {
  return useQuery({
    queryKey: runKey(runId),
    queryFn: () => getRun(runId),
    refetchInterval: (query) => {
      const run = query.state.data?.data.attributes;
      return run && isOpen(run) ? REFRESH_MS : false;
    },
  });
}

/** What a run is shown with beside itself: the document of its version, and the actions of its steps. */
export function useRunSurroundings(workflowId: string, version: number) {
  const document = useQuery({
    queryKey: versionKey(workflowId, version),
    queryFn: () => getVersion(workflowId, version),
    // A version never changes.
    staleTime: FOREVER,
    enabled: workflowId !== "",
  });
  const actions = useQuery({ queryKey: ACTIONS, queryFn: listActions, staleTime: FOREVER });
  return { document, actions };
}

/** A run with its surroundings. */
export function useWholeRun(runId: string) {
  const run = useRun(runId);
  const found = run.data?.data;
  const around = useRunSurroundings(found ? workflowOf(found) : "", found?.attributes.version ?? 1);
  return { run, ...around };
}
