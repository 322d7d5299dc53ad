import type { MerchantReview } from "@hark/contract";
import { RelativeTime, Stars } from "@hark/ui";
import { Badge, Group, Modal, Text, Title, UnstyledButton } from "@mantine/core";
import { IconGift, IconRosetteDiscountCheck, IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useState } from "react";
import { Thumbnail } from "../../shared/thumbnail.tsx";
import classes from "./reviews.module.css";

/** The review as shoppers see it. */
export function ReviewContent({ review }: { review: MerchantReview }) {
  const { product, reviewer } = review;
  return (
    <section aria-label="The review">
      <Group gap="sm" mb="md" wrap="nowrap">
        <Thumbnail src={product.imageUrl} size={44} />
        <div>
          <Text fw={500}>{product.productName}</Text>
          {product.variantName && (
            <Text size="sm" c="dimmed">
              {product.variantName}
            </Text>
          )}
        </div>
      </Group>
      <Stars rating={review.rating} size={20} />
      <Title order={2} fz={18} mt={6}>
        {review.title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {reviewer.displayName} · <RelativeTime at={review.createdAt} />
      </Text>
      <Text className={classes["body"] ?? ""}>{review.body}</Text>
      <Photos review={review} />
      <Group gap={6} mt="md">
        {reviewer.verifiedStatus === "verified-buyer" && (
          <Badge variant="light" leftSection={<IconRosetteDiscountCheck size={14} />}>
            Verified buyer
          </Badge>
        )}
        {review.isRecommended !== null && (
          <Badge
            variant="default"
            leftSection={review.isRecommended ? <IconThumbUp size={14} /> : <IconThumbDown size={14} />}
          >
            {review.isRecommended ? "Recommends it" : "Does not recommend it"}
          </Badge>
        )}
        {review.reward && (
          <Badge variant="default" leftSection={<IconGift size={14} />}>
            Received a reward
          </Badge>
        )}
      </Group>
    </section>
  );
}

function Photos({ review }: { review: MerchantReview }) {
  const [shown, setShown] = useState<number | null>(null);
  const { images } = review;
  if (images.length === 0) return null;
  const image = shown === null ? undefined : images[shown];
  const step = (by: number): void =>
    setShown((now) => (now === null ? null : (now + by + images.length) % images.length));
  return (
    <>
      <Group gap="xs" mt="md">
        {images.map((one, index) => (
          <UnstyledButton
            key={one.mediaId}
            className={classes["photo"] ?? ""}
            aria-label={`Photo ${index + 1} of ${images.length}, larger`}
            onClick={() => setShown(index)}
          >
            <img src={one.thumbnailUrl} alt={`${index + 1} of “${review.title}”`} loading="lazy" />
          </UnstyledButton>
        ))}
      </Group>
      <Modal
        opened={image !== undefined}
        onClose={() => setShown(null)}
        size="xl"
        title={shown === null ? "" : `Photo ${shown + 1} of ${images.length}`}
        onKeyDown={(event) => {
          if (event.key === "ArrowRight") step(1);
          if (event.key === "ArrowLeft") step(-1);
        }}
      >
        {image && (
          <img
            src={image.url}
            width={image.width}
            height={image.height}
            alt={`By ${review.reviewer.displayName}`}
            className={classes["large"]}
            style={{ height: "auto", width: "auto" }}
          />
        )}
      </Modal>
    </>
  );
}
