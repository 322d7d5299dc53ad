import { StatusBadge } from "@hark/ui";
import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";
import { ProblemList } from "./problem-list.tsx";
import { TestPanel } from "./test-panel.tsx";

export type DrawerTab = "problems" | "test";

interface Props {
  readonly open: DrawerTab | null;
  onOpen(tab: DrawerTab | null): void;
}

/** Below the canvas: what is wrong with the workflow, and a test of it. */
export function BottomDrawer({ open, onOpen }: Props) {
  const toggle = (tab: DrawerTab): void => onOpen(open === tab ? null : tab);
  const IconOf = open === null ? IconChevronUp : IconChevronDown;
  return (
    <div className={classes["bar"]}>
      <div className={classes["summary"]}>
        <UnstyledButton
          className={classes["handle"] ?? ""}
          aria-expanded={open === "problems"}
          onClick={() => toggle("problems")}
        >
          Problems <ProblemCounts />
        </UnstyledButton>
        <UnstyledButton
          className={classes["handle"] ?? ""}
          aria-expanded={open === "test"}
          onClick={() => toggle("test")}
        >
          Test
        </UnstyledButton>
        <UnstyledButton
          aria-label={open === null ? "Open the drawer" : "Close the drawer"}
          className={classes["fold"] ?? ""}
          onClick={() => onOpen(open === null ? "problems" : null)}
        >
          <IconOf size={16} aria-hidden="true" />
        </UnstyledButton>
      </div>
      {open === "problems" && <ProblemList />}
      {open === "test" && <TestPanel />}
    </div>
  );
}

function ProblemCounts() {
  const { problems } = useEditor();
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  return (
    <>
      {errors > 0 && <StatusBadge tone="bad">{errors === 1 ? "1 error" : `${errors} errors`}</StatusBadge>}
      {warnings > 0 && (
        <StatusBadge tone="wait">{warnings === 1 ? "1 warning" : `${warnings} warnings`}</StatusBadge>
      )}
      {problems.length === 0 && <StatusBadge tone="good">none</StatusBadge>}
    </>
  );
}
