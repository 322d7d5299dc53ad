import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./removable-row.module.css";

interface Props {
  /** What the button takes away, such as `condition 2`. */
  readonly name: string;
  onRemove(): void;
  readonly children: ReactNode;
}

/** One of several framed rows, with the button that takes it away. */
export function RemovableRow({ name, onRemove, children }: Props) {
  return (
    <div className={classes["row"]}>
      <div className={classes["content"]}>{children}</div>
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}
