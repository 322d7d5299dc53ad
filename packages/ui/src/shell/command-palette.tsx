import "@mantine/spotlight/styles.css";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import type { Command, Finder } from "./command.ts";
import { type NavigationItem, pagesOf } from "./navigation.ts";

interface Props {
  readonly navigation: readonly NavigationItem[];
  readonly commands: readonly Command[];
  readonly finder: Finder | undefined;
  /** How often it was asked for; opens whenever that grows. */
  readonly times: number;
}

/** What Ctrl K opens: every page, and what the app adds. */
export function CommandPalette({ navigation, commands, finder, times }: Props) {
  const navigate = useNavigate();
  useEffect(() => spotlight.open(), [times]);
  const [words, setWords] = useState("");
  const found = finder && words.trim() !== "" ? [findAction(finder, words.trim())] : [];
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
    ...found,
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      onQueryChange={setWords}
      nothingFound="Nothing with these words"
      highlightQuery
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: "Go to a page…" }}
    />
  );
}

// Its label holds the words, so that it is among what they find.
const findAction = (finder: Finder, words: string) => ({
  id: "find",
  label: `Search ${finder.what} for ${words}`,
  description: "Search",
  leftSection: <IconSearch size={18} stroke={1.6} />,
  onClick: () => finder.run(words),
});
