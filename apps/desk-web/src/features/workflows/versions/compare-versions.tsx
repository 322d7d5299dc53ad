import { ErrorState, LoadingRows, StatusBadge, type Tone } from "@hark/ui";
import { ActionIcon, Group, Paper, SegmentedControl, Select, Stack, Text, Title } from "@mantine/core";
import { IconArrowRight, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { useAddress } from "../../../shared/use-address.ts";
import { type Change, isLayoutOnly } from "../changes/change.ts";
import { ChangeList } from "../changes/change-list.tsx";
import { titleOfId } from "../model/words.ts";
import { ACTIONS, documentKey, getDocument, listActions, type Workflow } from "../workflow.ts";
import {
  type ComparedVersions,
  comparedWords,
  compareVersions,
  getVersion,
  marksOf,
  refWords,
  type Version,
  type VersionRef,
  versionKey,
  versionsKey,
} from "./version.ts";
import { ReadOnlyCanvas } from "./version-view.tsx";
import classes from "./versions-tab.module.css";

interface Props {
  readonly workflow: Workflow;
  readonly versions: readonly Version[];
  readonly from: VersionRef;
  readonly to: VersionRef;
}

/** Two documents of a workflow side by side: which steps came, went and changed, on the canvas and field by field. */
export function CompareVersions({ workflow, versions, from, to }: Props) {
  const compared = useQuery({
    queryKey: [...versionsKey(workflow.id), "compare", from, to, workflow.attributes.rev],
    queryFn: () => compareVersions(workflow.id, from, to),
  });
  const sides = useSides(workflow.id, from, to);
  return (
    <>
      <Head versions={versions} from={from} to={to} />
      {compared.isError && <ErrorState error={compared.error} onRetry={() => void compared.refetch()} />}
      {compared.isPending && <LoadingRows rows={8} />}
      {compared.data && (
        <>
          <SideBySide
            workflowId={workflow.id}
            sides={sides}
            compared={compared.data.data}
            from={from}
            to={to}
          />
          <Differences compared={compared.data.data} sides={sides} from={from} to={to} />
        </>
      )}
    </>
  );
}

/** Both documents, and the actions of their steps, as far as they are here. */
function useSides(workflowId: string, from: VersionRef, to: VersionRef) {
  const actions = useQuery({ queryKey: ACTIONS, queryFn: listActions, staleTime: Number.POSITIVE_INFINITY });
  const queryOf = (ref: VersionRef) => ({
    queryKey: ref === "draft" ? documentKey(workflowId) : versionKey(workflowId, ref),
    queryFn: () => (ref === "draft" ? getDocument(workflowId) : getVersion(workflowId, ref)),
  });
  const before = useQuery(queryOf(from));
  const after = useQuery(queryOf(to));
  return { before: before.data, after: after.data, descriptions: actions.data?.data };
}
type Sides = ReturnType<typeof useSides>;

function Head({ versions, from, to }: Pick<Props, "versions" | "from" | "to">) {
  const { set } = useAddress();
  const data = [
    { value: "draft", label: refWords("draft") },
    ...versions.map(({ version }) => ({ value: String(version), label: refWords(version) })),
  ];
  const choose = (one: string, other: string): void => set({ compare: `${one}..${other}` });
  return (
    <Group p="md" justify="space-between" wrap="nowrap">
      <Group gap="xs">
        <Select
          size="xs"
          w={130}
          aria-label="Before"
          allowDeselect={false}
          data={data}
          value={String(from)}
          onChange={(next) => choose(next ?? "draft", String(to))}
        />
        <IconArrowRight size={16} aria-hidden="true" />
        <Select
          size="xs"
          w={130}
          aria-label="After"
          allowDeselect={false}
          data={data}
          value={String(to)}
          onChange={(next) => choose(String(from), next ?? "draft")}
        />
      </Group>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Close the comparison"
        onClick={() => set({ compare: null })}
      >
        <IconX size={17} />
      </ActionIcon>
    </Group>
  );
}

interface SideBySideProps extends Pick<Props, "from" | "to"> {
  readonly workflowId: string;
  readonly sides: Sides;
  readonly compared: ComparedVersions;
}

/** One of the two on the canvas, with what differs marked. */
function SideBySide({ workflowId, sides, compared, from, to }: SideBySideProps) {
  const [side, setSide] = useState("after");
  const document = side === "after" ? sides.after : sides.before;
  const marks = useMemo(() => marksOf(compared), [compared]);
  if (!document || !sides.descriptions || compared.same) return null;
  return (
    <>
      <Group px="md" pb="xs">
        <SegmentedControl
          size="xs"
          aria-label="On the canvas"
          value={side}
          data={[
            { value: "before", label: refWords(from) },
            { value: "after", label: refWords(to) },
          ]}
          onChange={setSide}
        />
        <Group gap={6}>
          <StatusBadge tone="good">added</StatusBadge>
          <StatusBadge tone="wait">changed</StatusBadge>
          <StatusBadge tone="bad">removed</StatusBadge>
        </Group>
      </Group>
      <div className={classes["half"]}>
        <ReadOnlyCanvas
          key={side}
          workflowId={workflowId}
          document={document}
          descriptions={sides.descriptions}
          marks={marks}
        />
      </div>
    </>
  );
}

interface DifferencesProps extends Pick<Props, "from" | "to"> {
  readonly compared: ComparedVersions;
  readonly sides: Sides;
}

function Differences({ compared, sides: { before, after, descriptions }, from, to }: DifferencesProps) {
  const actions = useMemo(() => new Map(descriptions?.map((one) => [one.name, one])), [descriptions]);
  const titleOf = (id: string): string => {
    const document = after?.steps.some((step) => step.id === id) ? after : before;
    return document ? titleOfId(document, id, actions) : id;
  };
  const { about, trigger, steps } = compared;
  const sides = [refWords(from), refWords(to)] as const;
  return (
    <Stack p="md">
      <Title order={2}>{comparedWords(compared)}</Title>
      {about.length > 0 && <Card title="The workflow" changes={about} sides={sides} />}
      {trigger.length > 0 && <Card title="The trigger" changes={trigger} sides={sides} />}
      {steps.added.map(({ id }) => (
        <Card key={id} title={titleOf(id)} id={id} tone="good" badge="Added" sides={sides} />
      ))}
      {steps.removed.map(({ id }) => (
        <Card key={id} title={titleOf(id)} id={id} tone="bad" badge="Removed" sides={sides} />
      ))}
      {steps.changed.map(({ id, changes }) => (
        <Card
          key={id}
          title={titleOf(id)}
          id={id}
          badge={isLayoutOnly(changes) ? "Renamed or moved" : "Changed"}
          tone={isLayoutOnly(changes) ? "idle" : "wait"}
          changes={changes}
          sides={sides}
        />
      ))}
    </Stack>
  );
}

interface CardProps {
  readonly title: string;
  readonly id?: string;
  readonly badge?: ReactNode;
  readonly tone?: Tone;
  readonly changes?: readonly Change[];
  readonly sides: readonly [string, string];
}

function Card({ title, id, badge = "Changed", tone = "wait", changes = [], sides }: CardProps) {
  return (
    <Paper p="sm" withBorder>
      <Group gap="xs" mb={changes.length > 0 ? "xs" : 0}>
        <Title order={3}>{title}</Title>
        {id !== undefined && (
          <Text span size="sm" c="dimmed" ff="monospace">
            {id}
          </Text>
        )}
        <StatusBadge tone={tone}>{badge}</StatusBadge>
      </Group>
      {changes.length > 0 && <ChangeList changes={changes} sides={sides} />}
    </Paper>
  );
}
