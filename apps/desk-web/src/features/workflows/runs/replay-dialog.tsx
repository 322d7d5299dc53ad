import { fieldErrors, toastDone } from "@hark/ui";
import { type ActionDescription, TRIGGER_ID, type WorkflowDocument } from "@hark/workflow/core";
import { Alert, Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useAddress } from "../../../shared/use-address.ts";
import { titleOfId } from "../model/words.ts";
import { listVersions, versionsKey } from "../versions/version.ts";
import { type ReplayVersion, RUNS, type RunDetail, replayRun, workflowOf } from "./run.ts";

interface Props {
  readonly run: RunDetail;
  readonly document: WorkflowDocument;
  readonly descriptions: readonly ActionDescription[];
  /** The step that is offered first; the trigger's id for the start. */
  readonly fromStep: string;
  onClose(): void;
}

/** Runs a run again: with which version, and from where. The new run opens. */
export function ReplayDialog(props: Props) {
  return (
    <Modal opened onClose={props.onClose} title="Replay this run" size="md">
      <ReplayForm {...props} />
    </Modal>
  );
}

function ReplayForm({ run, document, descriptions, fromStep: begin, onClose }: Props) {
  const queries = useQueryClient();
  const { set } = useAddress();
  const [version, setVersion] = useState<ReplayVersion>("own");
  const [from, setFrom] = useState(begin);
  const replay = useMutation({
    mutationFn: () => replayRun(run.id, { version, ...(from === TRIGGER_ID ? {} : { fromStep: from }) }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: RUNS });
      toastDone("It runs again. This is the new run.");
      set({ run: id, replay: null });
    },
  });
  const faults = fieldErrors(replay.error);
  const hasField = "version" in faults || "fromStep" in faults;
  return (
    <Stack>
      <Text c="dimmed" size="sm">
        The same thing comes in once more, and every step from there on takes effect again: what it makes is
        made again, calls go out again.
      </Text>
      <VersionSelect run={run} value={version} onChange={setVersion} error={faults["version"]} />
      <FromSelect
        run={run}
        document={document}
        descriptions={descriptions}
        value={from}
        onChange={setFrom}
        error={faults["fromStep"]}
      />
      {replay.isError && !hasField && (
        <Alert color="red" role="alert" title="It was not replayed">
          {replay.error.message}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
        <Button loading={replay.isPending} onClick={() => replay.mutate()} data-autofocus>
          Replay
        </Button>
      </Group>
    </Stack>
  );
}

interface VersionProps {
  readonly run: RunDetail;
  readonly value: ReplayVersion;
  onChange(version: ReplayVersion): void;
  readonly error: string | undefined;
}

function VersionSelect({ run, value, onChange, error }: VersionProps) {
  const workflowId = workflowOf(run);
  const own = run.attributes.version;
  const versions = useQuery({
    queryKey: versionsKey(workflowId),
    queryFn: () => listVersions(workflowId),
  });
  const published = versions.data?.data.find((one) => one.published);
  return (
    <Select
      label="With the version"
      error={error ?? versions.error?.message}
      allowDeselect={false}
      data={[
        { value: "own", label: `The run's own, ${own}` },
        {
          value: "newest",
          label: published ? `The published one, ${published.version}` : "The published one",
        },
        ...(versions.data?.data ?? [])
          .filter(({ version }) => version !== own && version !== published?.version)
          .map(({ version }) => ({ value: String(version), label: `Version ${version}` })),
      ]}
      value={String(value)}
      onChange={(next) => onChange(next === "own" || next === "newest" ? next : Number(next))}
    />
  );
}

interface FromProps extends Pick<Props, "run" | "document" | "descriptions"> {
  readonly value: string;
  onChange(stepId: string): void;
  readonly error: string | undefined;
}

function FromSelect({ run, document, descriptions, value, onChange, error }: FromProps) {
  const actions = useMemo(() => new Map(descriptions.map((one) => [one.name, one])), [descriptions]);
  const reached = [...new Set(run.attributes.journal.map((entry) => entry.stepId))];
  const steps = reached.filter((id) => id !== TRIGGER_ID);
  return (
    <Select
      label="From"
      description={
        value === TRIGGER_ID
          ? "Every step runs again."
          : "Steps before it do not run: what they gave is taken from this run."
      }
      error={error}
      allowDeselect={false}
      data={[
        { value: TRIGGER_ID, label: "The start" },
        ...steps.map((id) => ({ value: id, label: `${titleOfId(document, id, actions)} (${id})` })),
      ]}
      value={value}
      onChange={(next) => onChange(next ?? TRIGGER_ID)}
    />
  );
}
