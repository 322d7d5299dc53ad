import { RelativeTime, Stars, StatusBadge, type Tone } from "@hark/ui";
import { Avatar, Group, Paper, Spoiler, Stack, Text, Title } from "@mantine/core";
import { AttributeList } from "./attribute-list.tsx";
import { valueText } from "./customer.ts";
import { FiledByLine } from "./filed-by-line.tsx";
import { Photos } from "./photos.tsx";
import type { Review } from "./review.ts";
import type { KobjectItem } from "./timeline.ts";
import classes from "./timeline-column.module.css";
import { wordsOfName } from "./words-of-name.ts";

const SIX_LINES = 132;

const moods: Readonly<Record<string, { readonly tone: Tone; readonly words: string }>> = {
  positive: { tone: "good", words: "Positive" },
  negative: { tone: "bad", words: "Negative" },
  mixed: { tone: "wait", words: "Mixed" },
  neutral: { tone: "idle", words: "Neutral" },
};

/** A review as shoppers see it, with what an agent needs beside it. */
export function ReviewCard({ item, review }: { readonly item: KobjectItem; readonly review: Review }) {
  const rest = review.rest.map(([name, value]) => ({ title: wordsOfName(name), values: [valueText(value)] }));
  return (
    <Paper p="md" component="article" aria-label={`Review: ${item.attributes.title}`}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group gap={10}>
            <Stars rating={review.rating} />
            <Title order={3} fz={15}>
              {item.attributes.title}
            </Title>
          </Group>
          <Text size="sm" c="dimmed">
            <RelativeTime at={item.at} />
          </Text>
        </Group>
        {review.body !== "" && (
          <Spoiler maxHeight={SIX_LINES} showLabel="Read on" hideLabel="Show less">
            <Text className={classes["body"] ?? ""}>{review.body}</Text>
          </Spoiler>
        )}
        <Photos photos={review.photos} videos={review.videos} />
        <AttributeList attributes={[...review.attributes, ...rest]} />
        <div className={classes["foot"]}>
          {review.product ? <Product product={review.product} /> : <span />}
          <Badges review={review} />
        </div>
        <FiledByLine filedBy={item.filedBy} />
      </Stack>
    </Paper>
  );
}

function Product({ product }: { readonly product: NonNullable<Review["product"]> }) {
  return (
    <Group gap={10} wrap="nowrap">
      <Avatar name={product.name} size={34} radius="md" color="gray" aria-hidden="true" />
      <div>
        <Text fw={500}>{product.name}</Text>
        <Text size="sm" c="dimmed">
          {product.details.join(" · ")}
        </Text>
      </div>
    </Group>
  );
}

function Badges({ review }: { readonly review: Review }) {
  const mood = review.sentiment === null ? undefined : moods[review.sentiment];
  return (
    <Group gap={6}>
      {mood && <StatusBadge tone={mood.tone}>{mood.words}</StatusBadge>}
      {review.isRecommended !== null && (
        <StatusBadge tone={review.isRecommended ? "good" : "idle"}>
          {review.isRecommended ? "Recommends" : "Does not recommend"}
        </StatusBadge>
      )}
      {review.reward !== null && <StatusBadge tone="wait">Reward: {review.reward}</StatusBadge>}
      {review.language !== null && review.language !== "en" && (
        <StatusBadge tone="idle">{languageName(review.language)}</StatusBadge>
      )}
    </Group>
  );
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
