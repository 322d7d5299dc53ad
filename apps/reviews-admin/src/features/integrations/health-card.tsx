import type { KustomerIntegration } from "@hark/contract";
import { Group, Text, Tooltip } from "@mantine/core";
import { Card } from "../../shared/card.tsx";
import { type Hour, lastHours } from "./hours.ts";
import classes from "./integrations.module.css";

type Health = NonNullable<KustomerIntegration["health"]>;

/** How the last 24 hours went. */
export function HealthCard({ health, now }: { health: Health; now: Date }) {
  const settled = health.total > 0;
  const share = settled ? Math.floor((health.succeeded / health.total) * 1_000) / 10 : null;
  const hours = lastHours(health.hours, now);
  return (
    <Card title="Last 24 hours">
      <Group grow align="flex-start" mb="md">
        <Figure value={share === null ? "–" : `${share} %`} words={`arrived, of ${health.total}`} />
        <Figure value={health.medianMs === null ? "–" : `${health.medianMs} ms`} words="median answer" />
      </Group>
      <HourBars hours={hours} />
      <Text size="sm" c="dimmed" mt="sm">
        {settled ? health.breaker : "Nothing was sent in the last 24 hours."}
      </Text>
    </Card>
  );
}

function Figure({ value, words }: { value: string; words: string }) {
  return (
    <div>
      <Text fz={22} fw={600} lh={1.3}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {words}
      </Text>
    </div>
  );
}

function HourBars({ hours }: { hours: readonly Hour[] }) {
  const most = Math.max(1, ...hours.map((hour) => hour.total));
  const total = hours.reduce((sum, hour) => sum + hour.total, 0);
  return (
    <figure className={classes["chart"]} aria-label={`${total} events in the last 24 hours, by hour`}>
      {hours.map((hour) => (
        <Tooltip key={hour.at.toISOString()} label={wordsOf(hour)}>
          <div
            className={classes["hour"]}
            data-empty={hour.total === 0 || undefined}
            data-failed={hour.failed > 0 || undefined}
            style={{ height: `${(hour.total / most) * 100}%` }}
          />
        </Tooltip>
      ))}
    </figure>
  );
}

function wordsOf({ at, total, failed }: Hour): string {
  const time = at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  return `${time}: ${total} ${total === 1 ? "event" : "events"}${failed > 0 ? `, ${failed} failed` : ""}`;
}
