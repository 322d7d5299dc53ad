import { RelativeTime } from "@hark/ui";
import { Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCube } from "@tabler/icons-react";
import { AttributeList } from "./attribute-list.tsx";
import { valueText } from "./customer.ts";
import { FiledByLine } from "./filed-by-line.tsx";
import { readReview } from "./review.ts";
import { ReviewCard } from "./review-card.tsx";
import type { KobjectItem } from "./timeline.ts";
import classes from "./timeline-column.module.css";
import { wordsOfName } from "./words-of-name.ts";

/** A custom object on the timeline; one with a rating is shown as the review it is. */
export function ObjectCard({ item }: { readonly item: KobjectItem }) {
  const review = readReview(item.attributes);
  if (review) return <ReviewCard item={item} review={review} />;
  const { title, description, custom, tags } = item.attributes;
  const entries = Object.entries(custom).filter(([, value]) => value !== null && value !== "");
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group gap={8}>
            <IconCube size={17} stroke={1.6} aria-hidden="true" />
            <Title order={3}>{title}</Title>
            <Badge variant="light" color="gray">
              {item.klass.displayName ?? item.klass.name}
            </Badge>
            {tags.map((tag) => (
              <Badge key={tag} variant="outline" color="gray">
                {tag}
              </Badge>
            ))}
          </Group>
          <Text size="sm" c="dimmed">
            <RelativeTime at={item.at} />
          </Text>
        </Group>
        {description && <Text className={classes["body"] ?? ""}>{description}</Text>}
        <AttributeList
          attributes={entries.map(([name, value]) => ({
            title: wordsOfName(name),
            values: [valueText(value)],
          }))}
        />
        <FiledByLine filedBy={item.filedBy} />
      </Stack>
    </Paper>
  );
}
