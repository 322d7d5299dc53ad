import { CopyButton, RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { ActionIcon, Alert, Anchor, Group, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "react-router";
import { type RunDetail, workflowOf } from "./run.ts";
import { durationWords } from "./run-words.ts";
import { WaitingLine } from "./waiting-line.tsx";

interface Props {
  readonly run: RunDetail;
  /** The workflow's name, as the run's version has it. */
  readonly name: string;
  readonly onClose: (() => void) | undefined;
}

/** How a run went and what it was: its state, when, how long, which version, what failed or what it waits for. */
export function RunHead({ run, name, onClose }: Props) {
  const { attributes, id } = run;
  const { tone, words } = statusOf("run", attributes.state);
  const workflowId = workflowOf(run);
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={4}>
          <Group gap="xs">
            <StatusBadge tone={tone}>{words}</StatusBadge>
            <Anchor component={Link} fw={500} to={`/settings/workflows/${workflowId}`}>
              {name}
            </Anchor>
            <Text size="sm" c="dimmed" component="span">
              version {attributes.version}
              {" · "}
              <RelativeTime at={attributes.createdAt} />
              {attributes.durationMs !== null && ` · took ${durationWords(attributes.durationMs)}`}
              {attributes.attempt > 1 && ` · attempt ${attributes.attempt}`}
            </Text>
          </Group>
          <Group gap={4}>
            <Text size="xs" c="dimmed" ff="monospace">
              {id}
            </Text>
            <CopyButton value={id} />
            {attributes.replayOf && <ReplayOf run={run} of={attributes.replayOf} />}
          </Group>
        </Stack>
        {onClose && (
          <ActionIcon variant="subtle" color="gray" aria-label="Close the run" onClick={onClose}>
            <IconX size={17} />
          </ActionIcon>
        )}
      </Group>
      {attributes.error && <Failure run={run} />}
      {attributes.waitingFor && (
        <Alert color="yellow" title={attributes.state === "waiting" ? "Waiting" : "Starting"}>
          For <WaitingLine run={attributes} />.
        </Alert>
      )}
    </Stack>
  );
}

function ReplayOf({ run, of }: { readonly run: RunDetail; readonly of: string }) {
  return (
    <Text size="sm" c="dimmed" component="span">
      runs again{" "}
      <Anchor component={Link} size="sm" to={`/settings/workflows/${workflowOf(run)}?tab=runs&run=${of}`}>
        an earlier run
      </Anchor>
      {" · "}
      <Anchor component={Link} size="sm" to={`/settings/runs/compare?a=${of}&b=${run.id}`}>
        compare the two
      </Anchor>
    </Text>
  );
}

function Failure({ run }: { readonly run: RunDetail }) {
  const { error, state } = run.attributes;
  if (!error) return null;
  const isCanceled = state === "canceled";
  return (
    <Alert color={isCanceled ? "gray" : "red"} title={isCanceled ? "Canceled" : error.code}>
      {error.message}
      {!isCanceled && error.step && (
        <Text size="xs" mt={4}>
          At step{" "}
          <Anchor component={Link} size="xs" to={`/settings/workflows/${workflowOf(run)}?step=${error.step}`}>
            {error.step}
          </Anchor>
          {error.field && `, field ${error.field}`}. Mend it there and publish, then replay the run from this
          step with the published version.
        </Text>
      )}
      {isCanceled && <Text size="xs">What it did before stays.</Text>}
    </Alert>
  );
}
