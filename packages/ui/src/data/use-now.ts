import { useEffect, useState } from "react";

const REFRESH_MS = 20_000;

/** The time (milliseconds), which moves on every `refreshMs`, for what is told relative to it. */
export function useNow(refreshMs = REFRESH_MS): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), refreshMs);
    return () => clearInterval(timer);
  }, [refreshMs]);
  return now;
}
