import type { Home } from "@hark/contract";
import { Stars } from "@hark/ui";
import { Anchor, Group, Paper, Progress, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { DayBars } from "./day-bars.tsx";
import classes from "./home.module.css";

type Last30Days = Home["last30Days"];

/** The last 30 days in four numbers, each with a small chart. */
export function Numbers({ numbers, now }: { numbers: Last30Days; now: Date }) {
  const { reviews, averageRating, requestsSent, requestsReviewed, deliveries } = numbers;
  const tried = deliveries.succeeded + deliveries.failed;
  const arrived = tried === 0 ? null : Math.floor((deliveries.succeeded / tried) * 1_000) / 10;
  const answered = requestsSent === 0 ? null : Math.round((requestsReviewed / requestsSent) * 100);
  return (
    <section aria-label="The last 30 days">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        <Figure label="Reviews, last 30 days" value={reviews.toLocaleString()} to="/reviews">
          <DayBars days={numbers.reviewsByDay} now={now} />
        </Figure>
        <Figure
          label="Average rating"
          value={averageRating === null ? "–" : averageRating.toFixed(1)}
          beside={averageRating !== null && <Stars rating={averageRating} size={15} />}
        >
          <Ratings ratings={numbers.ratings} />
        </Figure>
        <Figure
          label="Requests that became reviews"
          value={answered === null ? "–" : `${answered} %`}
          to="/requests"
        >
          <Progress value={answered ?? 0} aria-label="Share of requests that became reviews" />
          <Text size="sm" c="dimmed" mt={8}>
            {requestsReviewed.toLocaleString()} of {requestsSent.toLocaleString()} sent
          </Text>
        </Figure>
        <Figure
          label="Arrived at the desk"
          value={arrived === null ? "–" : `${arrived} %`}
          to="/settings/integrations/kustomer"
        >
          <Progress
            value={arrived ?? 0}
            color={deliveries.failed > 0 ? "red" : "brand"}
            aria-label="Share of deliveries that arrived"
          />
          <Text size="sm" c="dimmed" mt={8}>
            {deliveries.succeeded.toLocaleString()} delivered, {deliveries.pending.toLocaleString()} waiting,{" "}
            {deliveries.failed.toLocaleString()} {deliveries.failed === 1 ? "needs" : "need"} you
          </Text>
        </Figure>
      </SimpleGrid>
    </section>
  );
}

function Figure(props: {
  label: string;
  value: string;
  beside?: ReactNode;
  to?: string;
  children: ReactNode;
}) {
  return (
    <Paper p="md">
      {props.to === undefined ? (
        <Text size="sm" c="dimmed">
          {props.label}
        </Text>
      ) : (
        <Anchor component={Link} to={props.to} size="sm" c="dimmed" display="block">
          {props.label}
        </Anchor>
      )}
      <Group gap="xs" mb="xs">
        <Text fz={24} fw={600} lh={1.4}>
          {props.value}
        </Text>
        {props.beside}
      </Group>
      {props.children}
    </Paper>
  );
}

function Ratings({ ratings }: { ratings: Last30Days["ratings"] }) {
  const most = Math.max(1, ...ratings.map((one) => one.count));
  return (
    <ul className={classes["ratings"]}>
      {[5, 4, 3, 2, 1].map((rating) => {
        const count = ratings.find((one) => one.rating === rating)?.count ?? 0;
        return (
          <li key={rating}>
            <span>{rating}</span>
            <span className={classes["track"]}>
              <span className={classes["share"]} style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span className={classes["count"]}>{count}</span>
          </li>
        );
      })}
    </ul>
  );
}
