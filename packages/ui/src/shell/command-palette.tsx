import "@mantine/spotlight/styles.css";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import type { Command } from "./command.ts";
import { type NavigationItem, pagesOf } from "./navigation.ts";

interface Props {
  readonly navigation: readonly NavigationItem[];
  readonly commands: readonly Command[];
  /** How often it was asked for; opens whenever that grows. */
  readonly times: number;
}

/** What Ctrl K opens: every page, and what the app adds. */
export function CommandPalette({ navigation, commands, times }: Props) {
  const navigate = useNavigate();
  useEffect(() => spotlight.open(), [times]);
  const actions = [
    ...pagesOf(navigation).map((page) => ({
      id: `go-${page.to}`,
      label: page.label,
      description: page.group ?? "Go to",
      leftSection: page.icon ? <page.icon size={18} stroke={1.6} /> : undefined,
      onClick: () => void navigate(page.to),
    })),
    ...commands.map((command) => ({
      id: `do-${command.label}`,
      label: command.label,
      description: command.description ?? "",
      onClick: () => command.run(),
    })),
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound="Nothing with these words"
      highlightQuery
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: "Go to a page…" }}
    />
  );
}
