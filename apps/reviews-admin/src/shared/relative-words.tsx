import { RelativeTime } from "@hark/ui";
import { Fragment } from "react";

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** A sentence of the server's whose instants are shown in the reader's own time. */
export function RelativeWords({ text }: { text: string }) {
  return text
    .split(INSTANT)
    .map((part, index) =>
      index % 2 === 1 ? (
        <RelativeTime key={part} at={part} />
      ) : (
        <Fragment key={`${String(index)}-${part}`}>{part}</Fragment>
      ),
    );
}
