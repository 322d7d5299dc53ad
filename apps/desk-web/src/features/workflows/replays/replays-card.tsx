import { confirmAction, RelativeTime, toastError, useLive, useNow } from "@hark/ui";
import { Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { cancelReplay, listReplays, REPLAYS, type Replay } from "./replay.ts";
import { percentOf, restWords, skippedWords } from "./replay-words.ts";

const RECENT_MS = 15 * 60_000;
const REFRESH_MS = 2_000;
const MAX_SHOWN = 3;

/** Replays that go on, and those that ended a moment ago; nothing when there are none. */
export function ReplaysCard() {
  const queries = useQueryClient();
  const replays = useQuery({
    queryKey: REPLAYS,
    queryFn: listReplays,
    refetchInterval: (query) =>
      query.state.data?.data.some(({ state }) => state === "running") ? REFRESH_MS : false,
  });
  useLive(["replays"], () => void queries.invalidateQueries({ queryKey: REPLAYS }));
  const shown = (replays.data?.data ?? []).filter(isRecent).slice(0, MAX_SHOWN);
  if (shown.length === 0) return null;
  return (
    <Stack gap="xs" mb="md" component="section" aria-label="Replays">
      {shown.map((replay) => (
        <ReplayLine key={replay.id} replay={replay} />
      ))}
    </Stack>
  );
}

const isRecent = ({ state, finishedAt }: Replay): boolean =>
  state === "running" || (finishedAt !== null && Date.now() - new Date(finishedAt).getTime() < RECENT_MS);

function ReplayLine({ replay }: { readonly replay: Replay }) {
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelReplay(replay.id),
    onError: toastError,
    onSettled: () => void queries.invalidateQueries({ queryKey: REPLAYS }),
  });
  const stop = async (): Promise<void> => {
    const isSure = await confirmAction({
      title: "Stop this replay?",
      text: "Runs that have not begun are taken off. Those that have go on, and what they did stays.",
      label: "Stop it",
    });
    if (isSure) cancel.mutate();
  };
  const goesOn = replay.state === "running";
  return (
    <Paper p="md">
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Text fw={500}>
          Replay <RelativeTime at={replay.createdAt} />
          {replay.createdBy === null ? "" : ` by ${replay.createdBy}`}
        </Text>
        {goesOn && (
          <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => void stop()}>
            Stop
          </Button>
        )}
      </Group>
      <Progress
        value={percentOf(replay)}
        aria-label="How far it is"
        animated={goesOn}
        color={replay.failed > 0 ? "red" : "brand"}
      />
      <Text size="sm" c="dimmed" mt={6} aria-live="polite">
        {[replay.words, restWords(replay, useNow(REFRESH_MS))].filter((words) => words !== "").join(" ")}
      </Text>
      {skippedWords(replay).map((words) => (
        <Text key={words} size="sm" c="dimmed">
          {words}
        </Text>
      ))}
    </Paper>
  );
}
