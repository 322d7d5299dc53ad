import type { MerchantReview } from "@hark/contract";
import { EmptyState, ListPage } from "@hark/ui";
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconExternalLink, IconFilterOff, IconMessageStar } from "@tabler/icons-react";
import { useNavigate, useParams } from "react-router";
import { type Filters, useFilters } from "../../shared/filters.ts";
import { openDialogs } from "../../shared/open-dialogs.ts";
import { Pager } from "../../shared/pager.tsx";
import { useSlug } from "../../store/current-store.tsx";
import { useLiveReviews, useReviews } from "./hooks.ts";
import { reviewColumns } from "./review-columns.tsx";
import { ReviewDrawer } from "./review-drawer.tsx";
import { filterNames, ReviewFilters } from "./review-filters.tsx";

const PAGE_SIZE = 25;
const rowId = (review: MerchantReview): string => review.reviewId;

/** Reviews: the list with its filters; a row opens the review beside it. */
export function ReviewsPage() {
  const { reviewId } = useParams();
  const navigate = useNavigate();
  const filters = useFilters();
  const given = Object.fromEntries([...filterNames, "orderBy"].map((name) => [name, filters.get(name)]));
  const reviews = useReviews({ ...given, page: filters.page, pageSize: PAGE_SIZE });
  useLiveReviews();
  const open = (id: string | undefined): void =>
    void navigate(`/reviews${id === undefined ? "" : `/${id}`}${filters.query}`);
  const rows = reviews.data?.data ?? [];
  const step = (by: number): void => {
    if (reviewId === undefined || openDialogs() > 1) return;
    const next = rows[rows.findIndex((row) => row.reviewId === reviewId) + by];
    if (next) open(next.reviewId);
  };
  useHotkeys([
    ["j", () => step(1)],
    ["k", () => step(-1)],
  ]);
  return (
    <ListPage
      header={{ title: "Reviews", text: "What shoppers wrote, newest first." }}
      list={reviews}
      loadingRows={8}
      above={<ReviewFilters filters={filters} />}
      label="Reviews"
      columns={reviewColumns}
      rowId={rowId}
      selected={reviewId}
      onRowClick={(row) => open(row.reviewId)}
      empty={<NoReviews filters={filters} />}
      below={
        <Pager
          meta={rows.length > 0 ? reviews.data?.meta : undefined}
          noun={["review", "reviews"]}
          onPage={(page) => filters.set({ page })}
        />
      }
    >
      <ReviewDrawer reviewId={reviewId} onClose={() => open(undefined)} />
    </ListPage>
  );
}

function NoReviews({ filters }: { filters: Filters }) {
  const slug = useSlug();
  if (filterNames.some((name) => filters.get(name) !== undefined))
    return (
      <EmptyState
        icon={IconFilterOff}
        title="No review fits these filters"
        text="Take one away, or all of them."
        action={
          <Button variant="default" onClick={() => filters.clear(filterNames)}>
            Clear the filters
          </Button>
        }
      />
    );
  return (
    <EmptyState
      icon={IconMessageStar}
      title="No reviews yet"
      text="The first one appears here the moment a shopper sends it. Write one yourself on the demo page of your shop."
      action={
        <Button
          component="a"
          href={`/shop/${slug}`}
          target="_blank"
          rel="noreferrer"
          rightSection={<IconExternalLink size={16} />}
        >
          Open the shop page
        </Button>
      }
    />
  );
}
