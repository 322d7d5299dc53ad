import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useState } from "react";
import type { Command, Finder } from "./command.ts";
import type { NavigationItem } from "./navigation.ts";
import { onOpenPalette, openPalette } from "./palette-store.ts";

// Its code comes when it is first asked for.
const CommandPalette = lazy(async () => ({
  default: (await import("./command-palette.tsx")).CommandPalette,
}));

interface Props {
  readonly navigation: readonly NavigationItem[];
  readonly commands: readonly Command[];
  readonly finder: Finder | undefined;
}

/** Waits for Ctrl K (also while one types) and then brings the palette. */
export function PaletteHost({ navigation, commands, finder }: Props) {
  const [times, setTimes] = useState(0);
  useHotkeys([["mod+K", openPalette]], []);
  useEffect(() => onOpenPalette(() => setTimes((now) => now + 1)), []);
  if (times === 0) return null;
  return (
    <Suspense>
      <CommandPalette navigation={navigation} commands={commands} finder={finder} times={times} />
    </Suspense>
  );
}
