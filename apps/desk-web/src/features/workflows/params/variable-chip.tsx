import { IconX } from "@tabler/icons-react";
import classes from "./expression-field.module.css";

interface Props {
  readonly path: string;
  /** How the path is shown. */
  readonly label: string;
  readonly name: string;
  onEdit(): void;
  onClear(): void;
}

/** A reference as a chip; a click makes it text. */
export function VariableChip({ path, label, name, onEdit, onClear }: Props) {
  return (
    <div className={classes["chipbox"]}>
      <span className={classes["chip"]}>
        <button
          type="button"
          className={classes["path"]}
          title={`/#${path}`}
          aria-label={`${label}: edit ${name} as text`}
          onClick={onEdit}
        >
          {label}
        </button>
        <button type="button" className={classes["clear"]} aria-label={`Empty ${name}`} onClick={onClear}>
          <IconX size={13} />
        </button>
      </span>
    </div>
  );
}
