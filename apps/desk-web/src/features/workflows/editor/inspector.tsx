import { TRIGGER_ID } from "@hark/workflow/core";
import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { nodeOf, stepOf } from "../model/document-edits.ts";
import { useEditor } from "./editor-context.ts";
import classes from "./inspector.module.css";
import { StepInspector } from "./step-inspector.tsx";
import { TriggerInspector } from "./trigger-inspector.tsx";

/** The panel of the selected node: beside the canvas, on phones above it. */
export function Inspector() {
  const { document, selected, select } = useEditor();
  const isPhone = useMediaQuery("(max-width: 62em)") ?? false;
  const node = selected === null ? undefined : nodeOf(document, selected);
  if (selected === null || !node) return null;
  const step = stepOf(document, selected);
  const panel =
    selected === TRIGGER_ID ? (
      <TriggerInspector />
    ) : step ? (
      <StepInspector key={step.id} step={step} />
    ) : null;
  if (!isPhone) return <aside className={classes["panel"]}>{panel}</aside>;
  return (
    <Drawer
      opened
      onClose={() => select(null)}
      position="right"
      size="min(460px, 100vw)"
      withCloseButton={false}
      padding={0}
    >
      {panel}
    </Drawer>
  );
}
