import { TRIGGER_ID } from "@hark/workflow/core";
import { Alert, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { titleOfId } from "../model/words.ts";
import { StepRecord } from "../runs/step-record.tsx";
import { useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";
import { useTest } from "./test-context.ts";

/** A run on the example data that leaves nothing behind: what each step would get and give. */
export function TestPanel() {
  const { example, document, actions, select } = useEditor();
  const { result, findsRecords, setFindsRecords } = useTest();
  if (!result)
    return (
      <div className={classes["nothing"]}>
        <Text>A test runs on the example data, and there is none yet.</Text>
        <Button mt="xs" size="xs" variant="default" onClick={() => select(TRIGGER_ID)}>
          Give it example data
        </Button>
      </div>
    );
  return (
    <Stack gap="xs" className={classes["test"] ?? ""}>
      <Group gap="sm">
        <Text size="sm" c="dimmed">
          Nothing is changed by a test. Steps that look for a record:
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="Steps that look for a record"
          value={findsRecords ? "yes" : "no"}
          data={[
            { value: "yes", label: "find one" },
            { value: "no", label: "find nothing" },
          ]}
          onChange={(value) => setFindsRecords(value === "yes")}
        />
      </Group>
      {result.error && (
        <Alert color="red" title={result.error.code}>
          {result.error.message}
        </Alert>
      )}
      {result.journal.map((entry, index) => (
        <StepRecord
          key={`${entry.stepId} ${String(index)}`}
          number={index + 1}
          title={titleOfId(document, entry.stepId, actions)}
          action={entry.action ?? undefined}
          isTrigger={entry.stepId === TRIGGER_ID}
          input={entry.stepId === TRIGGER_ID ? undefined : entry.input}
          output={entry.stepId === TRIGGER_ID ? (example ?? undefined) : entry.output}
          error={entry.error}
          next={
            entry.transition
              ? `Goes on to ${titleOfId(document, entry.transition.target, actions)}.`
              : "Ends here."
          }
          isOpen={entry.error !== undefined}
        />
      ))}
    </Stack>
  );
}
