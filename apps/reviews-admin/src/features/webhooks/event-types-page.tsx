import { CodeBlock, ErrorState, LoadingRows, PageBody, PageHeader } from "@hark/ui";
import { Accordion, Paper, Tabs, Text } from "@mantine/core";
import { useFilters } from "../../shared/filters.ts";
import { type EventType, useEventTypes } from "./hooks.ts";

const crumbs = [
  { label: "Settings" },
  { label: "Integrations", to: "/settings/integrations" },
  { label: "Webhooks", to: "/settings/integrations/webhooks" },
];

/** The catalogue: every type of event with an example and its schema. `?type=` opens one. */
export function EventTypesPage() {
  const types = useEventTypes();
  const filters = useFilters();
  return (
    <>
      <PageHeader
        title="Events"
        text='Each arrives as {"type", "timestamp", "data"}; data has the shape below.'
        crumbs={crumbs}
      />
      <PageBody>
        <Paper maw={860}>
          {types.isPending && <LoadingRows rows={8} />}
          {types.isError && <ErrorState error={types.error} onRetry={() => void types.refetch()} />}
          {types.data && (
            <Accordion
              value={filters.get("type") ?? null}
              onChange={(value) => filters.set({ type: value ?? undefined })}
            >
              {types.data.data.map((entry) => (
                <Entry key={entry.type} entry={entry} />
              ))}
            </Accordion>
          )}
        </Paper>
      </PageBody>
    </>
  );
}

function Entry({ entry }: { entry: EventType }) {
  return (
    <Accordion.Item value={entry.type}>
      <Accordion.Control>
        <Text fw={500}>{entry.type}</Text>
        <Text size="sm" c="dimmed">
          {entry.summary}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Tabs defaultValue="example" keepMounted={false}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="example">Example</Tabs.Tab>
            <Tabs.Tab value="schema">JSON Schema</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="example">
            <CodeBlock label={`Example of ${entry.type}`} text={JSON.stringify(entry.example, null, 2)} />
          </Tabs.Panel>
          <Tabs.Panel value="schema">
            <CodeBlock label={`Schema of ${entry.type}`} text={JSON.stringify(entry.schema, null, 2)} />
          </Tabs.Panel>
        </Tabs>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
