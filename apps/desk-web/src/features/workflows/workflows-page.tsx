import {
  type Column,
  CreateButton,
  EmptyState,
  ListPage,
  RelativeTime,
  StatusBadge,
  toastError,
  useLive,
} from "@hark/ui";
import { Group, Switch, Text, Tooltip } from "@mantine/core";
import { IconGitBranch } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useNavigate } from "react-router";
import type { Many } from "../../shared/resource.ts";
import { usePanel } from "../../shared/use-panel.ts";
import { HOOKS, type HookAttributes, listHooks } from "../hooks/hook.ts";
import { HourBars } from "./hour-bars.tsx";
import {
  changeWorkflow,
  listWorkflows,
  WORKFLOWS,
  type Workflow,
  type WorkflowAttributes,
} from "./workflow.ts";

// It brings the engine's checks along, which the list can do without.
const NewWorkflowPanel = lazy(async () => ({
  default: (await import("./new-workflow-panel.tsx")).NewWorkflowPanel,
}));

/** Settings > Workflows. */
export function WorkflowsPage() {
  const panel = usePanel();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const workflows = useQuery({ queryKey: WORKFLOWS, queryFn: listWorkflows });
  const hooks = useQuery({ queryKey: HOOKS, queryFn: listHooks });
  const toggle = useToggle();
  useLive(
    ["workflows", "workflow:*"],
    () => void queries.invalidateQueries({ queryKey: WORKFLOWS, exact: true }),
  );
  const triggerWords = (workflow: Workflow): string => wordsOfTrigger(workflow, hooks.data);
  const create = <CreateButton onClick={() => panel.open("create")}>New workflow</CreateButton>;
  return (
    <ListPage
      header={{
        title: "Workflows",
        crumbs: [{ label: "Settings" }, { label: "Platform" }],
        text: "What happens when something comes in: a trigger, then steps that find, create and change records.",
        actions: create,
      }}
      list={workflows}
      label="Workflows"
      columns={columnsFor(triggerWords, toggle)}
      onRowClick={(workflow) => void navigate(`/settings/workflows/${workflow.id}`)}
      empty={
        <EmptyState
          icon={IconGitBranch}
          title="No workflows yet"
          text="Begin with one that files each product review on its customer's timeline."
          action={create}
        />
      }
    >
      {panel.panel === "create" && (
        <Suspense>
          <NewWorkflowPanel isOpen onClose={panel.close} />
        </Suspense>
      )}
    </ListPage>
  );
}

/** Switches a workflow at once and back when the server refuses. */
function useToggle(): (workflow: Workflow, enabled: boolean) => void {
  const queries = useQueryClient();
  const toggling = useMutation({
    mutationFn: ({ id, enabled }: { id: string; enabled: boolean }) => changeWorkflow(id, { enabled }),
    onMutate: ({ id, enabled }) =>
      queries.setQueryData<Many<WorkflowAttributes>>(WORKFLOWS, (now) =>
        now === undefined
          ? undefined
          : {
              ...now,
              data: now.data.map((one) =>
                one.id === id ? { ...one, attributes: { ...one.attributes, enabled } } : one,
              ),
            },
      ),
    onError: toastError,
    onSettled: () => void queries.invalidateQueries({ queryKey: WORKFLOWS }),
  });
  return ({ id }, enabled) => toggling.mutate({ id, enabled });
}

function wordsOfTrigger(
  { attributes: { trigger } }: Workflow,
  hooks: Many<HookAttributes> | undefined,
): string {
  const hook = hooks?.data.find((candidate) => candidate.attributes.eventName === trigger.eventName);
  if (hook) return hook.attributes.title;
  if (trigger.callable) return "Called by other workflows";
  return trigger.eventName || "Not chosen yet";
}

function columnsFor(
  triggerWords: (workflow: Workflow) => string,
  onToggle: (workflow: Workflow, enabled: boolean) => void,
): readonly Column<Workflow>[] {
  return [
    {
      key: "enabled",
      title: "On",
      width: 60,
      render: (workflow) => (
        <Tooltip label={workflow.attributes.enabled ? "Runs on every event" : "Off"}>
          {/* The row is a link of its own; the switch must not follow it. */}
          <span
            onClick={(event) => event.stopPropagation()}
            onKeyDown={(event) => event.stopPropagation()}
            role="none"
          >
            <Switch
              aria-label={`${workflow.attributes.name} is on`}
              checked={workflow.attributes.enabled}
              onChange={(event) => onToggle(workflow, event.currentTarget.checked)}
            />
          </span>
        </Tooltip>
      ),
    },
    {
      key: "name",
      title: "Name",
      sortBy: (workflow) => workflow.attributes.name,
      render: (workflow) => (
        <div>
          <Text fw={500}>{workflow.attributes.name}</Text>
          {workflow.attributes.description && (
            <Text size="sm" c="dimmed" lineClamp={1}>
              {workflow.attributes.description}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: "trigger",
      title: "Trigger",
      hideOnPhone: true,
      render: (workflow) => <Text style={{ whiteSpace: "nowrap" }}>{triggerWords(workflow)}</Text>,
    },
    {
      key: "runs",
      title: "Runs, 24 hours",
      hideOnPhone: true,
      sortBy: (workflow) => workflow.attributes.stats.total,
      render: ({ attributes: { stats } }) => (
        <Group gap={10} wrap="nowrap">
          <HourBars hours={stats.hours} />
          <span>{stats.total.toLocaleString("en")}</span>
          {stats.failed > 0 && <StatusBadge tone="bad">{stats.failed} failed</StatusBadge>}
        </Group>
      ),
    },
    {
      key: "last",
      title: "Last run",
      hideOnPhone: true,
      sortBy: (workflow) => workflow.attributes.stats.lastAt ?? "",
      render: (workflow) => <RelativeTime at={workflow.attributes.stats.lastAt} never="none today" />,
    },
    {
      key: "version",
      title: "Version",
      render: ({ attributes: { version, draftChanged, problems } }) => (
        <Group gap={6}>
          {version !== null && <span>v{version}</span>}
          {draftChanged && (
            <StatusBadge tone="wait">{version === null ? "Draft" : "Draft has changes"}</StatusBadge>
          )}
          {problems.some((problem) => problem.severity === "error") && (
            <StatusBadge tone="bad">Problems</StatusBadge>
          )}
        </Group>
      ),
    },
  ];
}
