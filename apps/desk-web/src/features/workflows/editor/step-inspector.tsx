import type { Step } from "@hark/workflow/core";
import { ActionIcon, Alert, Anchor, Button, Menu, Stack, Tabs, Text } from "@mantine/core";
import { IconDots, IconReplace, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorCasesTab } from "../conditions/error-cases-tab.tsx";
import { TransitionsTab } from "../conditions/transitions-tab.tsx";
import { changeStep, removeStep } from "../model/document-edits.ts";
import { ParamsForm } from "../params/params-form.tsx";
import { ActionPicker } from "./action-picker.tsx";
import { useEditor } from "./editor-context.ts";
import classes from "./inspector.module.css";
import { InspectorHead } from "./inspector-head.tsx";
import { NodeJson } from "./node-json.tsx";

/** The panel of a step: its fields, where it leads, what happens when it fails, and itself as JSON. */
export function StepInspector({ step }: { readonly step: Step }) {
  const { actions, edit, select } = useEditor();
  const [isPicking, setPicking] = useState(false);
  const description = step.action === undefined ? undefined : actions.get(step.action);
  const remove = (): void => {
    edit((now) => removeStep(now, step.id));
    select(null);
  };
  const replace = (action: string | undefined): void => {
    setPicking(false);
    edit((now) =>
      changeStep(now, step.id, { action, params: action === undefined ? undefined : (step.params ?? {}) }),
    );
  };
  return (
    <>
      <InspectorHead
        node={step}
        isTrigger={false}
        text={
          <>
            <Anchor
              component="button"
              type="button"
              size="sm"
              c="dimmed"
              ta="left"
              onClick={() => setPicking(true)}
            >
              {description?.label ?? step.action ?? "Branch"}
            </Anchor>
            {" · step "}
            <code>{step.id}</code>
          </>
        }
        actions={
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label="What to do with the step">
                <IconDots size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconReplace size={15} />} onClick={() => setPicking(true)}>
                Change the action
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={remove}>
                Remove the step
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        }
      />
      {isPicking && <ActionPicker onPick={replace} onClose={() => setPicking(false)} />}
      <Tabs defaultValue={step.action === undefined ? "transitions" : "fields"} keepMounted={false}>
        <Tabs.List px={8} className={classes["tabs"] ?? ""}>
          <Tabs.Tab value="fields">Fields</Tabs.Tab>
          <Tabs.Tab value="transitions">Transitions · {step.transitions.length}</Tabs.Tab>
          <Tabs.Tab value="errors">Error cases</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fields" className={classes["body"] ?? ""}>
          <Fields step={step} onPick={() => setPicking(true)} />
        </Tabs.Panel>
        <Tabs.Panel value="transitions" className={classes["body"] ?? ""}>
          <TransitionsTab node={step} />
        </Tabs.Panel>
        <Tabs.Panel value="errors" className={classes["body"] ?? ""}>
          <ErrorCasesTab step={step} />
        </Tabs.Panel>
        <Tabs.Panel value="json" className={classes["body"] ?? ""}>
          <NodeJson node={step} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Fields({ step, onPick }: { readonly step: Step; onPick(): void }) {
  const { actions } = useEditor();
  const description = step.action === undefined ? undefined : actions.get(step.action);
  if (description)
    return (
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {description.purpose}
        </Text>
        <ParamsForm step={step} description={description} />
      </Stack>
    );
  if (step.action !== undefined)
    return (
      <Alert color="red" title={`There is no action ${step.action} here`}>
        The step is kept as it is and exported again, but it cannot run.
        <br />
        <Button size="xs" mt="sm" variant="light" onClick={onPick}>
          Pick another action
        </Button>
      </Alert>
    );
  return (
    <Stack align="flex-start">
      <Text c="dimmed">A branch does nothing by itself: its transitions decide where the run goes on.</Text>
      <Button size="xs" variant="default" onClick={onPick}>
        Give it an action
      </Button>
    </Stack>
  );
}
