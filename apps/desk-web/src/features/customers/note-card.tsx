import { RelativeTime } from "@hark/ui";
import { Group, Paper, Text } from "@mantine/core";
import { IconNote } from "@tabler/icons-react";
import { FiledByLine } from "./filed-by-line.tsx";
import type { NoteItem } from "./timeline.ts";
import classes from "./timeline-column.module.css";

/** A note on the timeline. */
export function NoteCard({ item }: { readonly item: NoteItem }) {
  return (
    <Paper p="md" bg="var(--hark-wait-soft)">
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb={4}>
        <Group gap={8}>
          <IconNote size={16} stroke={1.6} aria-hidden="true" />
          <Text size="sm" fw={500}>
            Note
          </Text>
        </Group>
        <Text size="sm" c="var(--hark-dim)">
          <RelativeTime at={item.at} />
        </Text>
      </Group>
      <Text className={classes["body"] ?? ""}>{item.attributes.body}</Text>
      <FiledByLine filedBy={item.filedBy} />
    </Paper>
  );
}
