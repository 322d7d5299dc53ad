import { ErrorState, LoadingRows, PageBody, PageHeader, RelativeTime, StatusBadge, statusOf } from "@hark/ui";
import { Alert, Anchor, Paper, SimpleGrid, Stack, Switch, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "react-router";
import { useAddress } from "../../../shared/use-address.ts";
import { ChangeList } from "../changes/change-list.tsx";
import { titleOfId } from "../model/words.ts";
import { ChooseRun } from "./choose-run.tsx";
import { ComparedStepCard } from "./compared-step-card.tsx";
import { type ComparedRuns, compareRuns, comparisonKey, isSameStep } from "./comparison.ts";
import { isOpen, type Run, workflowOf } from "./run.ts";
import { durationWords } from "./run-words.ts";
import { useRunSurroundings } from "./use-run.ts";

/** Two runs side by side (`?a=…&b=…`); without the second, the page asks for it. */
export function CompareRunsPage() {
  const { params } = useAddress();
  const [a, b] = [params.get("a") ?? "", params.get("b") ?? ""];
  return (
    <>
      <PageHeader
        title={b === "" ? "Compare with…" : "Two runs compared"}
        crumbs={[{ label: "Runs", to: "/settings/runs" }]}
        text="Where two runs of a workflow parted, and what each step got and gave in either."
      />
      <PageBody>{b === "" ? <ChooseRun runId={a} /> : <Comparison a={a} b={b} />}</PageBody>
    </>
  );
}

const REFRESH_MS = 2_000;

function Comparison({ a, b }: { readonly a: string; readonly b: string }) {
  const compared = useQuery({
    queryKey: comparisonKey(a, b),
    queryFn: () => compareRuns(a, b),
    // As long as one of them goes on.
    refetchInterval: ({ state: { data } }) =>
      data && [data.data.a, data.data.b].some((run) => isOpen(run.attributes)) ? REFRESH_MS : false,
  });
  if (compared.isPending) return <LoadingRows rows={8} />;
  if (compared.isError) return <ErrorState error={compared.error} onRetry={() => void compared.refetch()} />;
  return <Compared compared={compared.data.data} />;
}

function Compared({ compared }: { readonly compared: ComparedRuns }) {
  const { params, set } = useAddress();
  const { a, b, same, trigger, partsAt, steps } = compared;
  const { document, actions } = useRunSurroundings(workflowOf(b), b.attributes.version);
  const byName = useMemo(() => new Map(actions.data?.data.map((one) => [one.name, one])), [actions.data]);
  const titleOf = (id: string): string => (document.data ? titleOfId(document.data, id, byName) : id);
  const onlyDifferent = params.get("only") === "different";
  const shown = onlyDifferent ? steps.filter((step) => !isSameStep(step)) : steps;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <RunCard run={a} name="First" />
        <RunCard run={b} name="Second" />
      </SimpleGrid>
      <Alert color={same ? "brand" : "yellow"} title={verdictOf(compared, titleOf)}>
        {same
          ? "Every step got and gave the same, and they took the same way."
          : "Ids and times that the steps made anew differ in every run."}
      </Alert>
      {trigger.length > 0 && (
        <Paper p="md">
          <Title order={2} mb="xs">
            What came in
          </Title>
          <ChangeList changes={trigger} sides={["First", "Second"]} />
        </Paper>
      )}
      <Switch
        label="Only steps that differ"
        checked={onlyDifferent}
        onChange={(event) => set({ only: event.currentTarget.checked ? "different" : null })}
      />
      {shown.length === 0 && <Text c="dimmed">No step differs.</Text>}
      {shown.map((step, index) => (
        <ComparedStepCard
          key={`${step.stepId} ${String(index)}`}
          step={step}
          title={titleOf(step.stepId)}
          targetOf={titleOf}
          parts={step.stepId === partsAt}
        />
      ))}
    </Stack>
  );
}

function verdictOf({ same, partsAt }: ComparedRuns, titleOf: (id: string) => string): string {
  if (same) return "The two are the same";
  return partsAt === null
    ? "They took the same way, with other values"
    : `They part after “${titleOf(partsAt)}”`;
}

function RunCard({ run, name }: { readonly run: Run; readonly name: string }) {
  const { attributes, id } = run;
  const { tone, words } = statusOf("run", attributes.state);
  return (
    <Paper p="md">
      <Stack gap={4}>
        <Text fw={500} component="div">
          {name} <StatusBadge tone={tone}>{words}</StatusBadge>
        </Text>
        <Text size="sm" c="dimmed" component="div">
          <RelativeTime at={attributes.createdAt} /> · version {attributes.version}
          {attributes.durationMs !== null && ` · took ${durationWords(attributes.durationMs)}`}
          {attributes.replayOf !== null && " · a replay"}
        </Text>
        <Anchor
          component={Link}
          size="xs"
          ff="monospace"
          to={`/settings/workflows/${workflowOf(run)}?tab=runs&run=${id}`}
        >
          {id}
        </Anchor>
      </Stack>
    </Paper>
  );
}
