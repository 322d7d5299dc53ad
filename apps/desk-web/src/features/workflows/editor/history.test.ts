import { expect, test } from "vitest";
import { type Draft, editHistory, isChanged, openHistory } from "./history.ts";

const draft = (name: string): Draft => ({
  document: { name, trigger: { id: "1", eventName: "e", transitions: [] }, steps: [] },
  example: null,
});
const rename = (name: string, merge?: string) => ({
  kind: "change" as const,
  to: (now: Draft) => ({ ...now, document: { ...now.document, name } }),
  ...(merge === undefined ? {} : { merge }),
});

test("undo takes back what was typed into one field as a whole", () => {
  const typed = ["b", "bc", "bcd"].reduce(
    (now, name) => editHistory(now, rename(name, "name")),
    openHistory(draft("a")),
  );
  const undone = editHistory(typed, { kind: "undo" });
  expect(undone.now.document.name).toBe("a");
  expect(editHistory(undone, { kind: "redo" }).now.document.name).toBe("bcd");
});

test("an edit after undo forgets what was undone", () => {
  const history = [rename("b"), { kind: "undo" as const }, rename("c")].reduce(
    editHistory,
    openHistory(draft("a")),
  );
  expect(editHistory(history, { kind: "redo" }).now.document.name).toBe("c");
});

test("a draft is changed until it is saved, and unchanged once it reads as it was", () => {
  const changed = editHistory(openHistory(draft("a")), rename("b"));
  expect(isChanged(changed)).toBe(true);
  expect(isChanged(editHistory(changed, { kind: "saved", draft: changed.now }))).toBe(false);
  expect(isChanged(editHistory(changed, rename("a")))).toBe(false);
});
