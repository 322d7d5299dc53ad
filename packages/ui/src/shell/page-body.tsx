import type { ReactNode } from "react";
import classes from "./page-body.module.css";

/** What stands below the head of a page. `narrow` for forms and text. */
export function PageBody({
  children,
  narrow = false,
}: {
  readonly children: ReactNode;
  readonly narrow?: boolean;
}) {
  return (
    <div className={classes["body"]} data-narrow={narrow || undefined}>
      {children}
    </div>
  );
}
