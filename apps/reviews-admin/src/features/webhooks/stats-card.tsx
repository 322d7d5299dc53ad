import type { WebhookStats } from "@hark/contract";
import { ErrorState, LoadingRows } from "@hark/ui";
import { Group, SegmentedControl, Stack, Text, Tooltip } from "@mantine/core";
import { useState } from "react";
import { Card } from "../../shared/card.tsx";
import { useStats } from "./hooks.ts";
import classes from "./stats.module.css";

type Range = WebhookStats["range"];
type Bucket = WebhookStats["buckets"][number];

const ranges = [
  { value: "24h", label: "24 hours" },
  { value: "30d", label: "30 days" },
] as const;

/** Success, volume and latency of one endpoint, as figures and as charts; `note` stands below them. */
export function StatsCard({ endpointId, note }: { endpointId: string; note?: string | undefined }) {
  const [range, setRange] = useState<Range>("24h");
  const stats = useStats(endpointId, range);
  return (
    <Card
      title="How it does"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Time span"
          data={[...ranges]}
          value={range}
          onChange={(value) => setRange(value === "30d" ? "30d" : "24h")}
        />
      }
    >
      {stats.isPending && <LoadingRows rows={3} />}
      {stats.isError && <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />}
      {stats.data && <Figures stats={stats.data} />}
      {note !== undefined && stats.data && stats.data.total > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {note}
        </Text>
      )}
    </Card>
  );
}

function Figures({ stats }: { stats: WebhookStats }) {
  const { total, failed, p50, p95, byClass, buckets, range } = stats;
  if (total === 0) return <Text c="dimmed">Nothing was sent in this time.</Text>;
  const share = Math.floor(((total - failed) / total) * 1_000) / 10;
  const answers = Object.entries(byClass).filter(([, count]) => count > 0);
  return (
    <Stack>
      <Group grow align="flex-start">
        <Figure
          value={`${share} %`}
          words={`arrived, of ${total.toLocaleString()} ${total === 1 ? "attempt" : "attempts"}`}
        />
        <Figure value={p50 === null ? "–" : `${p50} ms`} words="median answer" />
        <Figure value={p95 === null ? "–" : `${p95} ms`} words="95 of 100 within" />
      </Group>
      <Bars
        title="Attempts"
        buckets={buckets}
        range={range}
        showsFailed
        heightOf={({ total: count }) => count}
        wordsOf={({ total: count, failed: bad }) => `${count}${bad > 0 ? `, ${bad} failed` : ""}`}
      />
      <Bars
        title="Latency, 95 of 100 within"
        buckets={buckets}
        range={range}
        heightOf={({ p95: ms }) => ms ?? 0}
        wordsOf={({ p95: ms }) => (ms === null ? "no answer" : `${ms} ms`)}
      />
      <Text size="sm" c="dimmed">
        Answers:{" "}
        {answers
          .map(([name, count]) => `${name === "none" ? "no answer" : name} ${count.toLocaleString()}`)
          .join(" · ")}
      </Text>
    </Stack>
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

function Bars({
  title,
  buckets,
  range,
  showsFailed = false,
  heightOf,
  wordsOf,
}: {
  title: string;
  buckets: readonly Bucket[];
  range: Range;
  /** A bar's failed part is red. */
  showsFailed?: boolean;
  heightOf: (bucket: Bucket) => number;
  wordsOf: (bucket: Bucket) => string;
}) {
  const most = Math.max(1, ...buckets.map(heightOf));
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {title}
      </Text>
      <figure className={classes["bars"]} aria-label={`${title}, ${range === "24h" ? "by hour" : "by day"}`}>
        {buckets.map((bucket) => (
          <Tooltip key={bucket.at} label={`${timeOf(bucket.at, range)}: ${wordsOf(bucket)}`}>
            <div
              className={classes["bar"]}
              data-empty={bucket.total === 0 || undefined}
              style={{ height: `${(heightOf(bucket) / most) * 100}%` }}
            >
              {showsFailed && bucket.failed > 0 && (
                <div
                  className={classes["failed"]}
                  style={{ height: `${(bucket.failed / bucket.total) * 100}%` }}
                />
              )}
            </div>
          </Tooltip>
        ))}
      </figure>
    </div>
  );
}

function timeOf(at: string, range: Range): string {
  const date = new Date(at);
  return range === "24h"
    ? date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    : date.toLocaleDateString(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
}
