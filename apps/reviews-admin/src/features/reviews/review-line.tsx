import { Stars } from "@hark/ui";
import { Group, Skeleton, Text } from "@mantine/core";
import { useReview } from "./hooks.ts";

/** A review in one line: its stars and its title. */
export function ReviewLine({ reviewId }: { reviewId: string }) {
  const review = useReview(reviewId);
  if (review.isPending) return <Skeleton height={16} width={200} />;
  if (review.isError)
    return (
      <Text c="dimmed" span>
        Review {reviewId.slice(0, 8)}
      </Text>
    );
  return (
    <Group gap={8} wrap="nowrap">
      <Stars rating={review.data.rating} size={14} />
      <Text span truncate maw={{ base: "36vw", sm: 280 }}>
        {review.data.title}
      </Text>
    </Group>
  );
}
