import { Tooltip } from "@mantine/core";
import classes from "./home.module.css";
import { lastDays } from "./last-days.ts";

/** Reviews by day, oldest first. */
export function DayBars({
  days,
  now,
}: {
  days: readonly { readonly day: string; readonly count: number }[];
  now: Date;
}) {
  const shown = lastDays(days, now);
  const most = Math.max(1, ...shown.map((day) => day.count));
  return (
    <figure className={classes["days"]} aria-label="Reviews by day over the last 30 days">
      {shown.map(({ day, count }) => (
        <Tooltip key={day} label={`${day}: ${count}`}>
          <div
            className={classes["day"]}
            data-empty={count === 0 || undefined}
            style={{ height: `${(count / most) * 100}%` }}
          />
        </Tooltip>
      ))}
    </figure>
  );
}
