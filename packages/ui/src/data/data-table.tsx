import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import classes from "./data-table.module.css";

/** One column. `T` is a row. */
export interface Column<T> {
  readonly key: string;
  readonly title: string;
  render(row: T): ReactNode;
  readonly width?: number | string;
  readonly align?: "left" | "right" | "center";
  readonly hideOnPhone?: boolean;
  /** Makes the column sortable by this value. */
  sortBy?(row: T): string | number;
}

/** What a table is made of. */
export interface TableProps<T extends object> {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  onRowClick?(row: T): void;
  /** Stands in the place of the table when there are no rows. */
  readonly empty: ReactNode;
  /** What tells rows apart; by default their `id`. */
  rowId?(row: T): string;
  /** The row that is open beside the table. */
  readonly selected?: string | undefined;
  /** Read to those who don't see the table. */
  readonly label?: string;
}

/** A table that sorts by its heads and moves by j, k and the arrows; Enter opens a row. */
export function DataTable<T extends object>({
  columns,
  rows,
  onRowClick,
  empty,
  rowId = idOf,
  selected,
  label,
}: TableProps<T>) {
  const [sort, setSort] = useState<{ key: string; isDown: boolean } | null>(null);
  if (rows.length === 0) return <>{empty}</>;
  const sorted = sortRows(rows, columns, sort);
  const toggle = (key: string): void =>
    setSort((now) =>
      now?.key === key ? (now.isDown ? null : { key, isDown: true }) : { key, isDown: false },
    );
  return (
    <div className={classes["scroll"]}>
      <table className={classes["table"]} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.key}
                column={column}
                direction={sort?.key === column.key ? (sort.isDown ? "descending" : "ascending") : undefined}
                onToggle={() => toggle(column.key)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr
              key={rowId(row)}
              data-selected={selected === rowId(row) || undefined}
              {...(onRowClick
                ? {
                    tabIndex: 0,
                    className: classes["open"],
                    onClick: () => onRowClick(row),
                    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) =>
                      moveOrOpen(event, () => onRowClick(row)),
                  }
                : {})}
            >
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-phone={column.hideOnPhone ? "hide" : undefined}
                  style={{ textAlign: column.align ?? "left" }}
                >
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<T> {
  readonly column: Column<T>;
  readonly direction: "ascending" | "descending" | undefined;
  onToggle(): void;
}

function Head<T>({ column, direction, onToggle }: HeadProps<T>) {
  const IconOf = direction === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      data-phone={column.hideOnPhone ? "hide" : undefined}
      aria-sort={direction}
      style={{ width: column.width, textAlign: column.align ?? "left" }}
    >
      {column.sortBy ? (
        <UnstyledButton className={classes["sort"]} onClick={onToggle}>
          {column.title}
          <IconOf size={12} style={{ visibility: direction ? "visible" : "hidden" }} aria-hidden="true" />
        </UnstyledButton>
      ) : (
        column.title
      )}
    </th>
  );
}

function sortRows<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  sort: { readonly key: string; readonly isDown: boolean } | null,
): readonly T[] {
  const column = columns.find((candidate) => candidate.key === sort?.key);
  const valueOf = column?.sortBy?.bind(column);
  if (!valueOf || !sort) return rows;
  const sign = sort.isDown ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * String(left).localeCompare(String(right));
  });
}

const steps: Readonly<Record<string, "nextElementSibling" | "previousElementSibling">> = {
  j: "nextElementSibling",
  ArrowDown: "nextElementSibling",
  k: "previousElementSibling",
  ArrowUp: "previousElementSibling",
};

function moveOrOpen(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  const step = steps[event.key];
  if (event.key === "Enter") open();
  else if (step) {
    event.preventDefault();
    const neighbour = event.currentTarget[step];
    if (neighbour instanceof HTMLElement) neighbour.focus();
  }
}

const idOf = (row: object): string => ("id" in row ? String(row.id) : "");
