import { ErrorState, LoadingRows } from "@hark/ui";
import { Stack } from "@mantine/core";
import { SidePanel } from "../../shared/side-panel.tsx";
import { useReview } from "./hooks.ts";
import { ReviewAttributes } from "./review-attributes.tsx";
import { ReviewContent } from "./review-content.tsx";
import { ReviewDecisionBar } from "./review-decision-bar.tsx";
import { ReviewDeliveries } from "./review-deliveries.tsx";
import { ReviewFacts } from "./review-facts.tsx";
import { ReviewHistory } from "./review-history.tsx";

/** One review beside the list. */
export function ReviewDrawer({ reviewId, onClose }: { reviewId: string | undefined; onClose: () => void }) {
  const review = useReview(reviewId);
  return (
    <SidePanel isOpen={reviewId !== undefined} onClose={onClose} title="Review">
      {review.isPending && <LoadingRows rows={10} />}
      {review.isError && <ErrorState error={review.error} onRetry={() => void review.refetch()} />}
      {review.data && (
        <Stack gap="lg">
          <ReviewDecisionBar key={review.data.reviewId} review={review.data} />
          <ReviewContent review={review.data} />
          <ReviewAttributes answers={review.data.attributes} />
          <ReviewDeliveries deliveries={review.data.deliveries} />
          <ReviewFacts review={review.data} />
          <ReviewHistory history={review.data.history} />
        </Stack>
      )}
    </SidePanel>
  );
}
