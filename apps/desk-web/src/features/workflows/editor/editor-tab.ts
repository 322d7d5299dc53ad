/** The faces of a workflow's page. */
export const editorTabs = ["editor", "runs", "versions", "variables", "json"] as const;
export type EditorTab = (typeof editorTabs)[number];

/** What each is called. */
export const tabNames: Readonly<Record<EditorTab, string>> = {
  editor: "Editor",
  runs: "Runs",
  versions: "Versions",
  variables: "Variables",
  json: "JSON",
};
