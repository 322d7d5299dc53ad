import { ActionIcon, Group, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { changeStep, changeTrigger, type WorkflowNode } from "../model/document-edits.ts";
import { nodeTitle } from "../model/words.ts";
import { ActionIcon as StepIcon } from "./action-icon.tsx";
import { useEditor } from "./editor-context.ts";
import classes from "./inspector.module.css";

interface Props {
  readonly node: WorkflowNode;
  readonly isTrigger: boolean;
  readonly text: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of a node's panel: its name, which can be changed in place, and what it is. */
export function InspectorHead({ node, isTrigger, text, actions: menu }: Props) {
  const { actions, edit, select } = useEditor();
  const rename = (name: string): void => {
    const { displayName: _old, ...rest } = node.meta ?? {};
    const meta = name === "" ? rest : { ...rest, displayName: name };
    edit(
      (now) => (isTrigger ? changeTrigger(now, { meta }) : changeStep(now, node.id, { meta })),
      `${node.id} name`,
    );
  };
  const own = node.meta?.["displayName"];
  return (
    <div className={classes["head"]}>
      <StepIcon isTrigger={isTrigger} action={"action" in node ? node.action : undefined} />
      <div className={classes["title"]}>
        <TextInput
          variant="unstyled"
          aria-label="Name of the step"
          placeholder={nodeTitle({ ...node, meta: {} }, actions)}
          value={typeof own === "string" ? own : ""}
          onChange={(event) => rename(event.currentTarget.value)}
          styles={{ input: { fontWeight: 600, fontSize: 15, height: 24, minHeight: 24 } }}
        />
        <Text size="sm" c="dimmed" component="div">
          {text}
        </Text>
      </div>
      <Group gap={2} wrap="nowrap">
        {menu}
        <ActionIcon variant="subtle" color="gray" aria-label="Close panel" onClick={() => select(null)}>
          <IconX size={17} />
        </ActionIcon>
      </Group>
    </div>
  );
}
