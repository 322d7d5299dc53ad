import { EmptyState } from "@hark/ui";
import type { ActionDescription } from "@hark/workflow/core";
import { Modal, ScrollArea, TextInput } from "@mantine/core";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { ActionIcon } from "./action-icon.tsx";
import classes from "./action-picker.module.css";
import { useEditor } from "./editor-context.ts";

interface Choice {
  readonly name: string | undefined;
  readonly label: string;
  readonly group: string;
  readonly purpose: string;
}

const branch: Choice = {
  name: undefined,
  label: "Branch",
  group: "Flow",
  purpose: "Does nothing by itself; its transitions decide where to go on.",
};

interface Props {
  onPick(action: string | undefined): void;
  onClose(): void;
}

/** Picks what a step does: search by purpose, arrows and Enter. Undefined stands for a pure branch. */
export function ActionPicker({ onPick, onClose }: Props) {
  const { actions } = useEditor();
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const choices = matching([...actions.values()], search);
  const move = (event: KeyboardEvent): void => {
    const chosen = choices[active];
    if (event.key === "ArrowDown") setActive((now) => Math.min(choices.length - 1, now + 1));
    else if (event.key === "ArrowUp") setActive((now) => Math.max(0, now - 1));
    else if (event.key === "Enter" && chosen) onPick(chosen.name);
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} title="What shall the step do?" size={560} padding="md">
      <TextInput
        data-autofocus
        aria-label="Search actions"
        placeholder="Search: find, create, note, call…"
        leftSection={<IconSearch size={16} />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={move}
      />
      <ScrollArea.Autosize mah="60vh" mt="sm" type="auto">
        {choices.length === 0 && (
          <EmptyState icon={IconSearchOff} title="No action" text="No action has these words. Try fewer." />
        )}
        {choices.map((choice, index) => (
          <div key={choice.label}>
            {choices[index - 1]?.group !== choice.group && (
              <div className={classes["group"]}>{choice.group}</div>
            )}
            <button
              type="button"
              className={classes["choice"]}
              data-active={index === active || undefined}
              ref={index === active ? scrollTo : undefined}
              onMouseMove={() => setActive(index)}
              onClick={() => onPick(choice.name)}
            >
              <ActionIcon action={choice.name} />
              <span>
                <span className={classes["label"]}>{choice.label}</span>
                <span className={classes["purpose"]}>{choice.purpose}</span>
              </span>
            </button>
          </div>
        ))}
      </ScrollArea.Autosize>
    </Modal>
  );
}

const scrollTo = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

function matching(actions: readonly ActionDescription[], search: string): readonly Choice[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = [...actions, branch].filter((choice) => {
    const text = `${choice.label} ${choice.name ?? ""} ${choice.group} ${choice.purpose}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const groups = [...new Set(hits.map((choice) => choice.group))];
  return groups.flatMap((group) => hits.filter((choice) => choice.group === group));
}
