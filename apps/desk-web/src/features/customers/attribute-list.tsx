import { Badge } from "@mantine/core";
import type { ReviewAttribute } from "./review.ts";
import classes from "./timeline-column.module.css";

const LONG = 40;

/** Attributes with their values as chips; long text stands as text. */
export function AttributeList({ attributes }: { readonly attributes: readonly ReviewAttribute[] }) {
  if (attributes.length === 0) return null;
  return (
    <dl className={classes["attributes"]}>
      {attributes.map(({ title, values }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {values.map((value) =>
              value.length > LONG ? (
                <span key={value}>{value}</span>
              ) : (
                <Badge key={value} variant="light" color="gray">
                  {value}
                </Badge>
              ),
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
