import { useHotkeys } from "@mantine/hooks";
import type { OpenDraft } from "./use-draft.ts";
import type { Saving } from "./use-saving.ts";

/** The keys of the editor: save, undo, redo; Escape closes the panel. */
export function useShortcuts(draft: OpenDraft, saving: Saving): void {
  useHotkeys([["mod+S", () => saving.save()]], []);
  useHotkeys([
    ["mod+Z", () => draft.send({ kind: "undo" })],
    ["mod+shift+Z", () => draft.send({ kind: "redo" })],
    ["mod+Y", () => draft.send({ kind: "redo" })],
    ["Escape", () => draft.editor.select(null)],
  ]);
}
