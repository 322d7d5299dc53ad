import { hookOfEventName } from "@hark/workflow/core";
import { SegmentedControl, Stack, Tabs, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { TriggerInputs } from "../calls/trigger-inputs.tsx";
import { TransitionsTab } from "../conditions/transitions-tab.tsx";
import { changeTrigger } from "../model/document-edits.ts";
import { withInputs } from "../model/inputs.ts";
import { useEditor } from "./editor-context.ts";
import { ExampleData } from "./example-data.tsx";
import classes from "./inspector.module.css";
import { InspectorHead } from "./inspector-head.tsx";
import { NodeJson } from "./node-json.tsx";
import { TriggerHook } from "./trigger-hook.tsx";

type Kind = "hook" | "event" | "call";
const kinds: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: "hook", label: "Hook" },
  { value: "event", label: "Event" },
  { value: "call", label: "Called by other workflows" },
];

/** The panel of the trigger: what starts the workflow, and an example of what then comes in. */
export function TriggerInspector() {
  const { document } = useEditor();
  const { trigger } = document;
  return (
    <>
      <InspectorHead
        node={trigger}
        isTrigger
        text={
          <>
            Trigger · step <code>1</code>
          </>
        }
      />
      <Tabs defaultValue="trigger" keepMounted={false}>
        <Tabs.List px={8} className={classes["tabs"] ?? ""}>
          <Tabs.Tab value="trigger">Trigger</Tabs.Tab>
          <Tabs.Tab value="transitions">Transitions · {trigger.transitions.length}</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="trigger" className={classes["body"] ?? ""}>
          <Stack gap="lg">
            <StartsWhen />
            {trigger.callable !== true && <ExampleData />}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="transitions" className={classes["body"] ?? ""}>
          <TransitionsTab node={trigger} />
        </Tabs.Panel>
        <Tabs.Panel value="json" className={classes["body"] ?? ""}>
          <NodeJson node={trigger} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function StartsWhen() {
  const { document, edit, workflowId } = useEditor();
  const { trigger } = document;
  const [kind, setKind] = useState<Kind>(() => kindOf(trigger));
  const choose = (next: Kind): void => {
    setKind(next);
    if (next === "call")
      edit((now) =>
        changeTrigger(now, { callable: true, eventName: undefined, schema: withInputs(undefined, []) }),
      );
    else if (trigger.callable)
      edit((now) => changeTrigger(now, { callable: undefined, schema: undefined, eventName: "" }));
  };
  return (
    <Stack>
      <div>
        <Text size="sm" fw={500} mb={4}>
          Starts when
        </Text>
        <SegmentedControl
          fullWidth
          aria-label="What starts the workflow"
          data={[...kinds]}
          value={kind}
          onChange={(value) => choose(kinds.find((one) => one.value === value)?.value ?? "hook")}
        />
      </div>
      {kind === "hook" && <TriggerHook />}
      {kind === "event" && (
        <TextInput
          label="Event name"
          description="The workflow starts on every event of this name, such as kustomer.customer.create."
          value={trigger.eventName ?? ""}
          onChange={(event) => {
            const eventName = event.currentTarget.value.trim();
            edit((now) => changeTrigger(now, { eventName }), "event name");
          }}
        />
      )}
      {kind === "call" && (
        <>
          <Text size="sm" c="dimmed">
            Other workflows start it by its id <code>{workflowId}</code>, and you with <b>Run now…</b> once it
            is published.
          </Text>
          <TriggerInputs />
        </>
      )}
    </Stack>
  );
}

function kindOf(trigger: { readonly eventName?: string; readonly callable?: boolean }): Kind {
  if (trigger.callable) return "call";
  const isOther =
    trigger.eventName !== undefined && trigger.eventName !== "" && !hookOfEventName(trigger.eventName);
  return isOther ? "event" : "hook";
}
