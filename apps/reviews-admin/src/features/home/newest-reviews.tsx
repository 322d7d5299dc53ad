import type { MerchantReview } from "@hark/contract";
import { DataTable, EmptyState, ErrorState, LoadingRows } from "@hark/ui";
import { Anchor, Group, Paper, Title } from "@mantine/core";
import { IconMessageStar } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import { useReviews } from "../reviews/hooks.ts";
import { reviewColumns } from "../reviews/review-columns.tsx";

const rowId = (review: MerchantReview): string => review.reviewId;

/** The newest reviews, as a way into the list. */
export function NewestReviews() {
  const reviews = useReviews({ page: 1, pageSize: 5 });
  const navigate = useNavigate();
  return (
    <Paper component="section" aria-label="Newest reviews">
      <Group justify="space-between" px="md" pt="md" pb="xs">
        <Title order={2}>Newest reviews</Title>
        <Anchor component={Link} to="/reviews" size="sm">
          All reviews
        </Anchor>
      </Group>
      {reviews.isPending && <LoadingRows />}
      {reviews.isError && <ErrorState error={reviews.error} onRetry={() => void reviews.refetch()} />}
      {reviews.data && (
        <DataTable
          label="Newest reviews"
          columns={reviewColumns}
          rows={reviews.data.data}
          rowId={rowId}
          onRowClick={(row) => void navigate(`/reviews/${row.reviewId}`)}
          empty={
            <EmptyState
              icon={IconMessageStar}
              title="No reviews yet"
              text="The first one appears here the moment a shopper sends it."
            />
          }
        />
      )}
    </Paper>
  );
}
