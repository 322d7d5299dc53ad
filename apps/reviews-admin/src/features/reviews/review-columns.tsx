import type { MerchantReview } from "@hark/contract";
import { type Column, RelativeTime, Stars, StatusBadge, statusOf } from "@hark/ui";
import { Badge, Group, Text } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { Thumbnail } from "../../shared/thumbnail.tsx";
import { DeliveryDot } from "./delivery-dot.tsx";
import classes from "./reviews.module.css";

/** The columns of the list of reviews. */
export const reviewColumns: readonly Column<MerchantReview>[] = [
  { key: "review", title: "Review", render: (review) => <Words review={review} /> },
  {
    key: "product",
    title: "Product",
    hideOnPhone: true,
    render: ({ product }) => (
      <Group gap="sm" wrap="nowrap">
        <Thumbnail src={product.imageUrl} size={32} />
        <div className={classes["narrow"]}>
          <Text truncate>{product.productName}</Text>
          {product.variantName && (
            <Text size="sm" c="dimmed" truncate>
              {product.variantName}
            </Text>
          )}
        </div>
      </Group>
    ),
  },
  {
    key: "reviewer",
    title: "Reviewer",
    hideOnPhone: true,
    render: ({ reviewer }) => (
      <div className={classes["narrow"]}>
        <Text truncate>{reviewer.displayName}</Text>
        <Text size="sm" c="dimmed" truncate>
          {reviewer.verifiedStatus === "verified-buyer" ? "Verified buyer" : "Not verified"}
        </Text>
      </div>
    ),
  },
  {
    key: "date",
    title: "Date",
    hideOnPhone: true,
    width: 110,
    render: (review) => (
      <Text c="dimmed" span>
        <RelativeTime at={review.createdAt} />
      </Text>
    ),
  },
  {
    key: "status",
    title: "Status",
    width: 110,
    render: (review) => {
      const { tone, words } = statusOf("review", review.status);
      return <StatusBadge tone={tone}>{words}</StatusBadge>;
    },
  },
  {
    key: "delivery",
    title: "Sent",
    width: 60,
    align: "center",
    render: (review) => <DeliveryDot deliveries={review.deliveries} />,
  },
];

function Words({ review }: { review: MerchantReview }) {
  return (
    <div className={classes["words"]}>
      <Group gap={8} wrap="nowrap">
        <Stars rating={review.rating} size={14} />
        {review.images.length > 0 && (
          <Badge size="sm" variant="default" leftSection={<IconPhoto size={12} />}>
            {review.images.length}
          </Badge>
        )}
      </Group>
      <Text fw={500} truncate>
        {review.title}
      </Text>
      <Text size="sm" c="dimmed" truncate>
        {review.body}
      </Text>
    </div>
  );
}
