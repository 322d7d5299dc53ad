import type { OutlineNode } from "@hark/workflow/core";
import { Kbd, ScrollArea, Text, TextInput } from "@mantine/core";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { rowsOf, sampleWords, type VariableGroup, type VariableRow } from "../model/variables.ts";
import classes from "./variable-picker.module.css";

interface Props {
  readonly groups: readonly VariableGroup[];
  onPick(path: string): void;
  onClose(): void;
}

/** The dropdown of variables: steps as groups, their values as a tree with type and sample. */
export function VariablePicker({ groups, onPick, onClose }: Props) {
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => firstObject(groups));
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  const sections = groups.map((group) => ({ group, rows: rowsOf(group.nodes, opened, search) }));
  const rows = sections.flatMap((section) => section.rows);
  const toggle = (path: string, isOpen: boolean): void =>
    setOpened((now) => {
      const next = new Set(now);
      if (isOpen) next.add(path);
      else next.delete(path);
      return next;
    });
  const move = (event: KeyboardEvent): void => {
    const row = rows[active];
    if (event.key === "ArrowDown") setActive((now) => Math.min(rows.length - 1, now + 1));
    else if (event.key === "ArrowUp") setActive((now) => Math.max(0, now - 1));
    else if (event.key === "Enter" && row) onPick(row.node.path);
    else if (event.key === "Escape") onClose();
    else if (event.key === "ArrowRight" && row && search === "") toggle(row.node.path, true);
    else if (event.key === "ArrowLeft" && row && search === "") toggle(row.node.path, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div>
      <TextInput
        ref={input}
        variant="unstyled"
        px={6}
        aria-label="Search fields and values"
        placeholder="Search fields and values"
        leftSection={<IconSearch size={15} />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={move}
      />
      <ScrollArea.Autosize mah={320} type="auto" className={classes["list"] ?? ""}>
        {groups.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            There is nothing to pick yet. Put example data into the trigger: its values then stand here.
          </Text>
        )}
        {sections.map(({ group, rows: shown }) => (
          <div key={group.stepId}>
            {shown.length > 0 && (
              <div className={classes["group"]}>
                {group.stepId === "1" ? "1 · " : ""}
                {group.title}
                {group.stepId !== "1" && group.stepId !== "variables" && (
                  <span className={classes["id"]}>{group.stepId}</span>
                )}
              </div>
            )}
            {shown.map((row) => (
              <Row
                key={`${row.node.path} ${row.node.name}`}
                row={row}
                isSearch={search !== ""}
                isActive={rows[active] === row}
                isOpen={opened.has(row.node.path)}
                onHover={() => setActive(rows.indexOf(row))}
                onPick={() => onPick(row.node.path)}
                onToggle={() => toggle(row.node.path, !opened.has(row.node.path))}
              />
            ))}
          </div>
        ))}
        {groups.length > 0 && rows.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            No field or value has these words.
          </Text>
        )}
      </ScrollArea.Autosize>
      <div className={classes["keys"]}>
        <Kbd size="xs">↑↓</Kbd> move <Kbd size="xs">↵</Kbd> insert <Kbd size="xs">→</Kbd> open{" "}
        <Kbd size="xs">Esc</Kbd> close
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: VariableRow;
  readonly isSearch: boolean;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  onHover(): void;
  onPick(): void;
  onToggle(): void;
}

const INDENT = 16;

function Row({ row, isSearch, isActive, isOpen, onHover, onPick, onToggle }: RowProps) {
  const { node, depth } = row;
  const hasMore = node.children.length > 0 && !isSearch;
  return (
    <div
      className={classes["row"]}
      data-active={isActive || undefined}
      ref={isActive ? scrollTo : undefined}
      onMouseMove={onHover}
    >
      <button
        type="button"
        tabIndex={-1}
        className={classes["toggle"]}
        style={{ marginLeft: depth * INDENT, visibility: hasMore ? "visible" : "hidden" }}
        aria-label={isOpen ? `Close ${node.name}` : `Open ${node.name}`}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onToggle}
      >
        <IconChevronRight size={13} data-open={isOpen || undefined} />
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={classes["pick"]}
        title={node.path}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPick}
      >
        <span className={classes["name"]}>{isSearch ? shortened(node) : node.name}</span>
        <span className={classes["type"]}>{node.type}</span>
        <span className={classes["sample"]}>{sampleWords(node)}</span>
      </button>
    </div>
  );
}

const scrollTo = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

const shortened = (node: OutlineNode): string =>
  node.path.startsWith("variables.")
    ? node.name
    : node.path.replace(/^steps\.1\.attributes\.data\./, "").replace(/^steps\.[^.]+\./, "");

/** The first thing with something in it is open, so that one sees that things open. */
function firstObject(groups: readonly VariableGroup[]): ReadonlySet<string> {
  const first = groups[0]?.nodes.find((node) => node.type === "object" && node.children.length > 0);
  return new Set(first ? [first.path] : []);
}
