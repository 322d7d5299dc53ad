import { Group, Paper, type PaperProps, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A bordered block with a heading of its own. */
export function Card({
  title,
  text,
  aside,
  children,
  ...paper
}: PaperProps & { title?: ReactNode; text?: ReactNode; aside?: ReactNode; children?: ReactNode }) {
  return (
    <Paper withBorder p="lg" {...paper}>
      {(title !== undefined || aside !== undefined) && (
        <Group
          justify="space-between"
          align="flex-start"
          wrap="nowrap"
          mb={children === undefined ? 0 : "md"}
        >
          <div>
            <Title order={2} fz="md" fw={600}>
              {title}
            </Title>
            {text !== undefined && (
              <Text c="dimmed" size="sm">
                {text}
              </Text>
            )}
          </div>
          {aside}
        </Group>
      )}
      {children}
    </Paper>
  );
}
