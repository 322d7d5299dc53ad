import { EmptyState, ErrorState, LoadingRows } from "@hark/ui";
import { Button, Chip, Group, Paper, Stack } from "@mantine/core";
import { IconTimeline } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { ConversationCard } from "./conversation-card.tsx";
import { NoteCard } from "./note-card.tsx";
import { NoteComposer } from "./note-composer.tsx";
import { ObjectCard } from "./object-card.tsx";
import type { TimelineItem, TimelineKind } from "./timeline.ts";
import classes from "./timeline-column.module.css";
import type { Timeline } from "./use-timeline.ts";

const filters: readonly { readonly kind: TimelineKind | null; readonly label: string }[] = [
  { kind: null, label: "Everything" },
  { kind: "kobject", label: "Reviews and objects" },
  { kind: "conversation", label: "Conversations" },
  { kind: "note", label: "Notes" },
];

interface Props {
  readonly customerId: string;
  readonly kind: TimelineKind | null;
  readonly timeline: Timeline;
}

/** The timeline, newest first, with a filter by kind and a place to write a note. */
export function TimelineColumn({ customerId, kind, timeline }: Props) {
  const [, setParams] = useSearchParams();
  const choose = (next: TimelineKind | null): void =>
    setParams(next === null ? {} : { kind: next }, { replace: true });
  return (
    <Stack gap="sm" component="section" aria-label="Timeline">
      <Group gap={6}>
        {filters.map((filter) => (
          <Chip
            key={filter.label}
            size="xs"
            checked={kind === filter.kind}
            onChange={() => choose(filter.kind)}
          >
            {filter.label}
          </Chip>
        ))}
      </Group>
      <NoteComposer customerId={customerId} />
      {timeline.isPending && <LoadingRows rows={4} height={60} />}
      {timeline.error && <ErrorState error={timeline.error} onRetry={timeline.retry} />}
      {!timeline.isPending && !timeline.error && timeline.items.length === 0 && (
        <Paper>
          <EmptyState
            icon={IconTimeline}
            title="Nothing here yet"
            text="Reviews, conversations and notes of this customer stand here as they come in, with nothing to refresh."
          />
        </Paper>
      )}
      <ol className={classes["list"]} aria-live="polite">
        {timeline.items.map((item) => (
          <li key={item.id} className={classes["item"]} data-fresh={timeline.fresh.has(item.id) || undefined}>
            <Card item={item} customerId={customerId} />
          </li>
        ))}
      </ol>
      {timeline.hasMore && (
        <Button variant="default" loading={timeline.isReadingMore} onClick={timeline.readMore}>
          Show older
        </Button>
      )}
    </Stack>
  );
}

function Card({ item, customerId }: { readonly item: TimelineItem; readonly customerId: string }) {
  switch (item.kind) {
    case "kobject":
      return <ObjectCard item={item} />;
    case "conversation":
      return <ConversationCard item={item} customerId={customerId} />;
    case "note":
      return <NoteCard item={item} />;
  }
}
