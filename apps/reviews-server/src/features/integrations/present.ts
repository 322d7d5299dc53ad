import type { KustomerIntegration } from "@hark/contract";
import { breakerWords, type EndpointRow, type Health, stoppedWords } from "@hark/webhooks";
import { hookUrlHint } from "./hook-url.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The integration as the settings page shows it. The key is told by its last characters only. */
export function presentKustomer(
  row: EndpointRow | undefined,
  health: Health | undefined,
  now: Date,
): KustomerIntegration {
  if (!row) {
    return {
      enabled: false,
      apiKey: { set: false, lastChars: null },
      apiUrl: null,
      endpointId: null,
      paused: false,
      state: "off",
      words: "Off. Paste the key and the address of a hook to begin.",
      hint: null,
      savedAt: null,
      health: null,
    };
  }
  const failing = row.failures > 0;
  return {
    enabled: row.enabled,
    apiKey: { set: row.secret !== null, lastChars: row.secret_chars },
    apiUrl: row.url,
    endpointId: row.id,
    paused: row.paused,
    state: !row.enabled ? "off" : row.paused || failing ? "failing" : "on",
    words: stateWords(row),
    hint: hookUrlHint(row.url),
    savedAt: iso(row.saved_at),
    health: health
      ? {
          total: health.total,
          succeeded: health.succeeded,
          medianMs: health.median_ms === null ? null : Math.round(health.median_ms),
          hours: [...health.hours],
          breaker: breakerWords(row.failures, row.open_until, now),
        }
      : null,
  };
}

function stateWords(row: EndpointRow): string {
  if (row.stopped_reason !== null && (!row.enabled || row.paused))
    return `${stoppedWords(row.stopped_reason, "Kustomer")}.`;
  if (row.enabled && row.paused) return "Paused. Reviews are kept and sent when it is resumed.";
  if (!row.enabled) return "Off. Reviews are not sent.";
  if (row.failures === 0) return "On. Every new review is sent.";
  const times = row.failures === 1 ? "once" : `${row.failures} times in a row`;
  return `Failing ${times}${row.failing_since ? ` since ${row.failing_since.toISOString()}` : ""}. Nothing is lost: events wait for their next try, and what was refused can be sent again below.`;
}
