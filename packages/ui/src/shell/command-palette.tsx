import { Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { type NavigationItem, pagesOf } from "./navigation.ts";

/** Something the palette can do beside going to a page. */
export interface Command {
  readonly label: string;
  readonly description?: string;
  run(): void;
}

interface Props {
  readonly navigation: readonly NavigationItem[];
  readonly commands: readonly Command[];
}

/** What Ctrl K opens: every page, and what the app adds. */
export function CommandPalette({ navigation, commands }: Props) {
  const navigate = useNavigate();
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
      shortcut={["mod + K"]}
      nothingFound="Nothing with these words"
      highlightQuery
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: "Go to a page…" }}
    />
  );
}
