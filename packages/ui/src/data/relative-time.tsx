import { Tooltip } from "@mantine/core";
import { exactTime, relativeTime } from "./times.ts";
import { useNow } from "./use-now.ts";

/** "3 min ago", exact on hover, in the reader's zone. `at` is ISO 8601; null reads "never". */
export function RelativeTime({
  at,
  never = "never",
}: {
  readonly at: string | null | undefined;
  readonly never?: string;
}) {
  const now = useNow();
  const time = at ? new Date(at) : undefined;
  if (!at || !time || Number.isNaN(time.getTime())) return <span>{at || never}</span>;
  return (
    <Tooltip label={exactTime(time)}>
      <time dateTime={at} style={{ whiteSpace: "nowrap" }}>
        {relativeTime(time, now)}
      </time>
    </Tooltip>
  );
}
