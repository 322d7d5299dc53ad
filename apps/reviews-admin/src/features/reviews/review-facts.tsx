import type { MerchantReview } from "@hark/contract";
import { CopyButton } from "@hark/ui";
import { Anchor, Group, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import classes from "./reviews.module.css";
import { nameOfCode, sentimentWords, sourceWords } from "./words.ts";

/** What is known around a review: who, how it came in, which order, what it earned. */
export function ReviewFacts({ review }: { review: MerchantReview }) {
  const { reviewer, orderId, reward, product } = review;
  const facts: [string, ReactNode][] = [
    ["Reviewer", reviewer.name],
    ["E-mail", <Copied key="email" value={reviewer.email} />],
    ["Country", reviewer.countryCode && nameOfCode("region", reviewer.countryCode)],
    [
      "Order",
      orderId && (
        <Anchor key="order" component={Link} to={`/orders?q=${encodeURIComponent(orderId)}`}>
          {orderId}
        </Anchor>
      ),
    ],
    ["Source", sourceWords[review.source] ?? review.source],
    ["Sentiment", sentimentWords[review.sentiment]],
    ["Language", review.languageCode && nameOfCode("language", review.languageCode)],
    ["SKU", product.sku],
    ["Reward", reward && `${reward.description} (${reward.value})`],
    ["Review id", <Copied key="id" value={review.reviewId} />],
  ];
  return (
    <section aria-label="Details">
      <Title order={3} mb="xs">
        Details
      </Title>
      <dl className={classes["facts"]}>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} style={{ display: "contents" }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}

function Copied({ value }: { value: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <span>{value}</span>
      <CopyButton value={value} />
    </Group>
  );
}
