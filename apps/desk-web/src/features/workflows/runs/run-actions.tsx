import { confirmAction, toastDone, toastError, toastUndo } from "@hark/ui";
import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import {
  IconBraces,
  IconCopy,
  IconDots,
  IconFlask,
  IconGitCompare,
  IconRefresh,
  IconX,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { changeWorkflow, getWorkflow, WORKFLOWS } from "../workflow.ts";
import { cancelRun, isOpen, RUNS, type RunDetail, runKey, workflowOf } from "./run.ts";

interface Props {
  readonly run: RunDetail;
  onReplay(): void;
}

/** What can be done with a run: run it again, take it back, compare it, try it without effect, learn from it. */
export function RunActions({ run, onReplay }: Props) {
  const workflowId = workflowOf(run);
  const goesOn = isOpen(run.attributes);
  return (
    <Group gap="xs">
      {goesOn ? (
        <CancelButton run={run} />
      ) : (
        <Button
          size="xs"
          leftSection={<IconRefresh size={14} />}
          disabled={run.attributes.trigger === null}
          onClick={onReplay}
        >
          Replay…
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        component={Link}
        to={`/settings/runs/compare?a=${run.id}`}
        leftSection={<IconGitCompare size={14} />}
      >
        Compare with…
      </Button>
      <Button
        size="xs"
        variant="default"
        component={Link}
        to={`/settings/workflows/${workflowId}?drawer=test&on=run:${run.id}`}
        leftSection={<IconFlask size={14} />}
      >
        Try without effect
      </Button>
      <MoreOfRun run={run} />
    </Group>
  );
}

function CancelButton({ run }: { readonly run: RunDetail }) {
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelRun(run.id),
    onSuccess: ({ callUnderWay }) =>
      toastDone(
        callUnderWay
          ? "The run was canceled. A call to the outside was under way and may have arrived."
          : "The run was canceled. What it did stays.",
      ),
    onError: toastError,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: runKey(run.id) });
      void queries.invalidateQueries({ queryKey: RUNS });
    },
  });
  const ask = async (): Promise<void> => {
    const question = {
      title: "Cancel this run?",
      text: "It does not go on. What it did before stays, and it can be replayed later.",
      label: "Cancel the run",
      danger: true,
    };
    if (await confirmAction(question)) cancel.mutate();
  };
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconX size={14} />}
      loading={cancel.isPending}
      onClick={() => void ask()}
    >
      Cancel the run
    </Button>
  );
}

function MoreOfRun({ run }: { readonly run: RunDetail }) {
  const useAsExample = useExampleOf(run);
  const clipboard = useClipboard();
  const { trigger, journal } = run.attributes;
  const copy = (value: string, what: string): void => {
    clipboard.copy(value);
    toastDone(`Copied ${what}`);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More to do with the run">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconBraces size={15} />}
          disabled={trigger === null}
          onClick={() => useAsExample()}
        >
          Use as example
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => copy(run.id, "the run's id")}>
          Copy its id
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={15} />}
          disabled={trigger === null}
          onClick={() => copy(JSON.stringify(trigger, null, 2), "what came in")}
        >
          Copy what came in
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={15} />}
          onClick={() => copy(JSON.stringify(journal, null, 2), "all steps")}
        >
          Copy all steps
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Takes what started the run as the workflow's example data; the one before comes back with Undo. */
function useExampleOf(run: RunDetail): () => void {
  const queries = useQueryClient();
  const workflowId = workflowOf(run);
  const refresh = (): void => void queries.invalidateQueries({ queryKey: WORKFLOWS });
  const use = useMutation({
    mutationFn: async () => {
      const { data } = await getWorkflow(workflowId);
      await changeWorkflow(workflowId, { example: run.attributes.trigger });
      return data.attributes;
    },
    onSuccess: ({ example, name }) => {
      refresh();
      const done = `It is the example data of ${name} now`;
      if (example === null) return toastDone(done);
      return toastUndo(done, () => {
        changeWorkflow(workflowId, { example }).then(refresh, toastError);
      });
    },
    onError: toastError,
  });
  return () => use.mutate();
}
