import type { IntegrationTest } from "@hark/contract";
import { CodeBlock, StatusBadge } from "@hark/ui";
import { Alert, CloseButton, Group, Paper, Tabs, Text, Title } from "@mantine/core";
import { prettyJson } from "../../shared/pretty-json.ts";

/** What a test event met: in words first, then what was sent and what came back, to the letter. */
export function TestResult({
  test,
  error,
  onClose,
}: {
  test: IntegrationTest | undefined;
  error: Error | null;
  onClose: () => void;
}) {
  return (
    <Paper p="lg" component="section" aria-label="Test event">
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Group gap="sm">
          <Title order={2}>Test event</Title>
          {test && (
            <StatusBadge tone={test.ok ? "good" : "bad"}>
              {test.statusCode === null ? "No answer" : `Answered ${test.statusCode}`} · {test.durationMs} ms
            </StatusBadge>
          )}
        </Group>
        <CloseButton aria-label="Close the test event" onClick={onClose} />
      </Group>
      {error && (
        <Alert color="red" role="alert" title="The test event was not sent">
          {error.message}
        </Alert>
      )}
      {test && (
        <>
          <Alert color={test.ok ? "brand" : "red"}>{test.words}</Alert>
          <TestParts test={test} />
        </>
      )}
    </Paper>
  );
}

function TestParts({ test }: { test: IntegrationTest }) {
  const { request, response } = test;
  const head = [
    `POST ${request.url}`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
  ].join("\n");
  return (
    <Tabs defaultValue="answer" mt="md" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="answer">Answer</Tabs.Tab>
        <Tabs.Tab value="request">Request</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="answer">
        {response === null ? (
          <Text c="dimmed">Nothing came back.</Text>
        ) : (
          <CodeBlock
            label="Answer"
            text={`${test.statusCode ?? ""}\n\n${prettyJson(response.body) || "(an empty body)"}`}
            wrap
          />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="request">
        <CodeBlock label="Request" text={`${head}\n\n${prettyJson(request.body)}`} wrap />
      </Tabs.Panel>
    </Tabs>
  );
}
