import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "./times.ts";

const REFRESH_MS = 20_000;

/** "3 min ago", exact on hover, in the reader's zone. `at` is ISO 8601; null reads "never". */
export function RelativeTime({
  at,
  never = "never",
}: {
  readonly at: string | null | undefined;
  readonly never?: string;
}) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
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
