import type { ReplayCount } from "@hark/contract";
import { ErrorState, statuses, toastDone } from "@hark/ui";
import { Alert, Button, Checkbox, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { type DeliveryFilter, type ReplayChoice, useReplayCount, useStartReplay } from "./hooks.ts";

const replayable = ["failed", "canceled", "succeeded"] as const;
const DEFAULT_RATE = 50;

/** Bringing deliveries back: counted first, then begun. The filters of the page it was opened from hold here too. */
export function ReplayDialog({
  isOpen,
  onClose,
  filter,
}: {
  isOpen: boolean;
  onClose: () => void;
  filter: DeliveryFilter;
}) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Replay deliveries" size="md">
      {isOpen && <ReplayForm filter={filter} onClose={onClose} />}
    </Modal>
  );
}

function ReplayForm({ filter, onClose }: { filter: DeliveryFilter; onClose: () => void }) {
  const [states, setStates] = useState<string[]>(() => statesOf(filter.state));
  const [rate, setRate] = useState(DEFAULT_RATE);
  const choice: ReplayChoice = {
    states,
    endpoint: filter.endpoint,
    types: filter.type?.split(","),
    email: filter.email,
    since: filter.since,
    // A status that is half typed is none yet.
    status: filter.status?.length === 3 ? Number(filter.status) : undefined,
    ratePerSecond: rate,
  };
  const count = useReplayCount(choice);
  const start = useStartReplay();
  const total = states.length === 0 ? 0 : (count.data?.total ?? 0);
  const begin = (): void =>
    start.mutate(choice, {
      onSuccess: (replay) => {
        toastDone(
          replay.total === 1
            ? "One delivery is brought back."
            : `${replay.total} deliveries are brought back.`,
        );
        onClose();
      },
    });
  return (
    <Stack>
      <Text c="dimmed">
        Each is sent again under the webhook-id it had, behind live events, and tried by the whole schedule.
        The filters of this page hold.
      </Text>
      <Checkbox.Group label="Which ones" value={states} onChange={setStates}>
        <Group mt="xs">
          {replayable.map((state) => (
            <Checkbox key={state} value={state} label={statuses.delivery[state].words} />
          ))}
        </Group>
      </Checkbox.Group>
      <NumberInput
        label="At most, per second"
        description="Live events always go first."
        min={1}
        max={1_000}
        value={rate}
        onChange={(value) => setRate(typeof value === "number" ? value : DEFAULT_RATE)}
      />
      {count.isError && <ErrorState error={count.error} onRetry={() => void count.refetch()} />}
      <Text component="output" aria-live="polite" fw={500}>
        {states.length === 0
          ? "Choose at least one kind."
          : count.data
            ? countWords(count.data, rate)
            : "Counting…"}
      </Text>
      {states.includes("succeeded") && (
        <Alert color="yellow">
          Receivers get what they took already once more. One that looks at the webhook-id passes it over.
        </Alert>
      )}
      {start.isError && (
        <Alert color="red" role="alert" title="It was not begun">
          {start.error.message}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={total === 0} loading={start.isPending} onClick={begin}>
          {total === 0 ? "Replay" : `Replay ${total.toLocaleString()}`}
        </Button>
      </Group>
    </Stack>
  );
}

const manyWords = { failed: "that need you", canceled: "canceled", succeeded: "delivered" } as const;

function statesOf(text: string | undefined): string[] {
  const named = (text?.split(",") ?? []).filter((state) => replayable.some((known) => known === state));
  return named.length > 0 ? named : ["failed"];
}

function countWords({ total, byState }: ReplayCount, rate: number): string {
  if (total === 0) return "None fits.";
  const parts = replayable
    .filter((state) => byState[state] > 0)
    .map((state) => `${byState[state].toLocaleString()} ${manyWords[state]}`);
  const seconds = Math.ceil(total / rate);
  const time =
    seconds < 90
      ? `${seconds} s`
      : seconds < 5_400
        ? `${Math.round(seconds / 60)} min`
        : `${Math.round(seconds / 3_600)} h`;
  return `${total.toLocaleString()} ${total === 1 ? "delivery" : "deliveries"} (${parts.join(", ")}), in about ${time}.`;
}
