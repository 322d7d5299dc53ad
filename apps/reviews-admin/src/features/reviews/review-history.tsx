import { type ReviewChange, rejectionReasons } from "@hark/contract";
import { RelativeTime, statusOf } from "@hark/ui";
import { Text, Timeline, Title } from "@mantine/core";

const reasons: Readonly<Record<string, string>> = rejectionReasons;

/** The steps in a review's life. */
export function ReviewHistory({ history }: { history: readonly ReviewChange[] }) {
  if (history.length === 0) return null;
  return (
    <section aria-label="History">
      <Title order={3} mb="sm">
        History
      </Title>
      <Timeline bulletSize={12} lineWidth={2} active={history.length}>
        {history.map((change) => (
          <Timeline.Item
            key={`${change.at}-${change.to}`}
            title={change.from === null ? "Received" : statusOf("review", change.to).words}
          >
            <Text size="sm" c="dimmed">
              {change.reason === null ? "" : `${reasons[change.reason] ?? change.reason} · `}
              {change.by} · <RelativeTime at={change.at} />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
