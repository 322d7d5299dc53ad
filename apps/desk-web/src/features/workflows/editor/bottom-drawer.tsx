import { StatusBadge } from "@hark/ui";
import { Box, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { RunsPanel } from "../runs/runs-panel.tsx";
import type { Workflow } from "../workflow.ts";
import { useEditor } from "./editor-context.ts";
import classes from "./editor-page.module.css";
import { ProblemList } from "./problem-list.tsx";
import { TestPanel } from "./test-panel.tsx";

export const drawerTabs = ["problems", "test", "runs"] as const;
export type DrawerTab = (typeof drawerTabs)[number];

interface Props {
  readonly stats: Workflow["attributes"]["stats"];
  readonly open: DrawerTab | null;
  onOpen(tab: DrawerTab | null): void;
}

/** Below the canvas: what is wrong with the workflow, a test of it, and how it ran. */
export function BottomDrawer({ stats, open, onOpen }: Props) {
  const IconOf = open === null ? IconChevronUp : IconChevronDown;
  const handle = (tab: DrawerTab, content: ReactNode) => (
    <UnstyledButton
      className={classes["handle"] ?? ""}
      aria-expanded={open === tab}
      onClick={() => onOpen(open === tab ? null : tab)}
    >
      {content}
    </UnstyledButton>
  );
  return (
    <div className={classes["bar"]}>
      <div className={classes["summary"]}>
        {handle(
          "problems",
          <>
            Problems <ProblemCounts />
          </>,
        )}
        {handle("test", "Test")}
        {handle(
          "runs",
          <>
            Runs <RunCounts stats={stats} />
          </>,
        )}
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
      {open === "runs" && <RunsPanel />}
    </div>
  );
}

function RunCounts({ stats: { total, failed } }: Pick<Props, "stats">) {
  return (
    <>
      {total > 0 && (
        <Box component="span" visibleFrom="sm">
          <StatusBadge tone="idle">{total.toLocaleString("en")} in 24 h</StatusBadge>
        </Box>
      )}
      {failed > 0 && <StatusBadge tone="bad">{failed.toLocaleString("en")} failed</StatusBadge>}
    </>
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
