import type { Json } from "@hark/kernel";
import { Text } from "@mantine/core";
import { type Change, changedText, pointerWords } from "./change.ts";
import classes from "./change-list.module.css";

interface Props {
  readonly changes: readonly Change[];
  /** What the two sides are called. */
  readonly sides: readonly [before: string, after: string];
  /** How many more there are that are not listed. */
  readonly more?: number;
}

/** Values that differ, one a row: where, and what stands on either side. */
export function ChangeList({ changes, sides: [before, after], more = 0 }: Props) {
  return (
    <>
      <table className={classes["table"]}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.pointer}>
              <td className={classes["path"]}>{pointerWords(change.pointer) || "all of it"}</td>
              <td>
                <Side side="before" name={before} value={change.before} />
              </td>
              <td>
                <Side side="after" name={after} value={change.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          and {more.toLocaleString("en")} more
        </Text>
      )}
    </>
  );
}

interface SideProps {
  readonly side: "before" | "after";
  readonly name: string;
  readonly value: Json | undefined;
}

// What scrolls must be reachable by keyboard.
const reachable = { tabIndex: 0 } as const;

function Side({ side, name, value }: SideProps) {
  if (value === undefined) return <span className={classes["none"]}>not there</span>;
  return (
    <pre {...reachable} aria-label={name} className={classes["value"]} data-side={side}>
      {changedText(value)}
    </pre>
  );
}
