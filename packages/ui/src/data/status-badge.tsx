import type { ReactNode } from "react";
import classes from "./status-badge.module.css";
import type { Tone } from "./tone.ts";

/** A state in a word, with a dot, so that it does not depend on colour alone. */
export function StatusBadge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes["badge"]} data-tone={tone}>
      <span className={classes["dot"]} aria-hidden="true" />
      {children}
    </span>
  );
}
