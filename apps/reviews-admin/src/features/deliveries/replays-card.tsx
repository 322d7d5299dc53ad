import type { Replay } from "@hark/contract";
import { confirmAction, RelativeTime, toastError } from "@hark/ui";
import { Anchor, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { useCancelReplay, useReplays } from "./hooks.ts";

const RECENT_MS = 15 * 60_000;

/** Replays that run, and those that ended a moment ago; nothing when there are none. */
export function ReplaysCard() {
  const replays = useReplays();
  const shown = (replays.data?.data ?? []).filter(isRecent).slice(0, 3);
  if (shown.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Replays">
      {shown.map((replay) => (
        <ReplayLine key={replay.id} replay={replay} />
      ))}
    </Stack>
  );
}

const isRecent = ({ state, finishedAt }: Replay): boolean =>
  state === "running" || (finishedAt !== null && Date.now() - new Date(finishedAt).getTime() < RECENT_MS);

/** One replay: how far it is, in a bar and in words. */
export function ReplayLine({ replay }: { replay: Replay }) {
  const cancel = useCancelReplay();
  const stop = async (): Promise<void> => {
    const isSure = await confirmAction({
      title: "Stop this replay?",
      text: "What was sent stays sent; what still waits is what it was before.",
      label: "Stop it",
    });
    if (isSure) cancel.mutate(replay.id, { onError: toastError });
  };
  const share = replay.total === 0 ? 100 : (replay.queued / replay.total) * 100;
  return (
    <Paper p="md">
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Text fw={500}>
          Replay <RelativeTime at={replay.createdAt} />
          {replay.createdBy === null ? "" : ` by ${replay.createdBy}`}
        </Text>
        {replay.state === "running" ? (
          <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => void stop()}>
            Stop
          </Button>
        ) : (
          <Anchor component={Link} to={`/deliveries?replay=${replay.id}`} size="sm">
            Its deliveries
          </Anchor>
        )}
      </Group>
      <Progress
        value={share}
        aria-label="How far it is"
        animated={replay.state === "running"}
        color={replay.failed > 0 ? "red" : "brand"}
      />
      <Text size="sm" c="dimmed" mt={6} aria-live="polite">
        {replay.words}
      </Text>
    </Paper>
  );
}
