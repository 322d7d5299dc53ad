import { CodeBlock, ErrorState, LoadingRows, StatusBadge, statusOf } from "@hark/ui";
import { type JournalEntry, TRIGGER_ID } from "@hark/workflow/core";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { takesEffect } from "../model/effects.ts";
import type { OutsideCall } from "../runs/run.ts";
import { StepList } from "../runs/step-list.tsx";
import { useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";
import { useTest } from "./test-context.ts";
import { TestSubjectSelect } from "./test-subject-select.tsx";

/** A run of the draft that leaves nothing behind: what each step would get, give and do. */
export function TestPanel() {
  const { result, isStale, hasData, again } = useTest();
  return (
    <Stack gap="xs" className={classes["test"] ?? ""} aria-busy={isStale}>
      <Group gap="sm">
        <Text size="sm">Run the draft without effect on</Text>
        <TestSubjectSelect />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} />}
          disabled={!hasData}
          loading={hasData && isStale}
          onClick={again}
        >
          Run again
        </Button>
        {result && !isStale && <Verdict />}
      </Group>
      <Result />
    </Stack>
  );
}

function Verdict() {
  const { result } = useTest();
  if (!result) return null;
  const { tone } = statusOf("run", result.state);
  const words = { completed: "Would complete", failed: "Would fail", waiting: "Would wait" }[result.state];
  return <StatusBadge tone={tone}>{words}</StatusBadge>;
}

function Result() {
  const { select, document, actions } = useEditor();
  const { result, hasData, error, trigger, again } = useTest();
  if (!hasData)
    return (
      <div>
        <Text c="dimmed">There is no example data yet. Choose something that came in, or</Text>
        <Button mt="xs" size="xs" variant="default" onClick={() => select(TRIGGER_ID)}>
          Give it example data
        </Button>
      </div>
    );
  if (error) return <ErrorState error={error} onRetry={again} />;
  if (!result) return <LoadingRows rows={3} />;
  return (
    <>
      <Text size="sm" c="dimmed">
        {effectWords(result.outsideCalls.length)}
      </Text>
      {result.error && (
        <Alert color="red" title={result.error.code}>
          {result.error.message}
        </Alert>
      )}
      {result.waitingFor && <Alert color="yellow">It would wait for {result.waitingFor}.</Alert>}
      <StepList
        document={document}
        descriptions={[...actions.values()]}
        journal={result.journal}
        trigger={trigger}
        isOpen={(step) => result.outsideCalls.some((call) => call.stepId === step.stepId)}
        moreOf={(step) => <NotDone step={step} calls={result.outsideCalls} />}
      />
    </>
  );
}

function effectWords(calls: number): string {
  const undone = "Records are looked for as they are now; what the steps made and changed was undone.";
  if (calls === 0) return undone;
  return `${undone} ${calls === 1 ? "One call" : `${calls} calls`} to the outside would have been made, and the example answer was taken instead.`;
}

interface NotDoneProps {
  readonly step: JournalEntry;
  readonly calls: readonly OutsideCall[];
}

/** What a step would have done, had this not been a test. */
function NotDone({ step, calls }: NotDoneProps) {
  const { actions } = useEditor();
  const own = calls.filter((call) => call.stepId === step.stepId);
  if (own.length > 0)
    return (
      <>
        {own.map(({ request }) => (
          <div key={`${request.method} ${request.url}`}>
            <Text size="xs" c="var(--hark-wait)" mb={4}>
              Would have called
            </Text>
            <CodeBlock label="The call that was not made" wrap maxHeight={220} text={requestText(request)} />
          </div>
        ))}
      </>
    );
  if (step.action === null || step.error || !takesEffect(step.action)) return null;
  return (
    <Text size="xs" c="var(--hark-wait)">
      Would have done “{actions.get(step.action)?.label ?? step.action}”; it was undone.
    </Text>
  );
}

function requestText({ method, url, headers, body }: OutsideCall["request"]): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const content =
    body === undefined || body === null
      ? []
      : ["", typeof body === "string" ? body : JSON.stringify(body, null, 2)];
  return [`${method} ${url}`, ...lines, ...content].join("\n");
}
