import { ErrorState, LoadingRows, PageHeader, Stars, StatusBadge, useLive } from "@hark/ui";
import { Group, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { MoreMenu } from "../../shared/more-menu.tsx";
import { CUSTOMERS, type Customer, customerKey, deleteCustomer, getCustomer, nameOf } from "./customer.ts";
import { CustomerDetails } from "./customer-details.tsx";
import classes from "./customer-page.module.css";
import { CustomerSummary } from "./customer-summary.tsx";
import { readReview } from "./review.ts";
import { timelineKinds } from "./timeline.ts";
import { TimelineColumn } from "./timeline-column.tsx";
import { useTimeline } from "./use-timeline.ts";

/** One customer: who they are, everything they did, and what is open. */
export function CustomerPage() {
  const { id = "" } = useParams();
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const customer = useQuery({ queryKey: customerKey(id), queryFn: () => getCustomer(id) });
  const kind = timelineKinds.find((one) => one === params.get("kind")) ?? null;
  const timeline = useTimeline(id, kind);
  const isLive = useLive(
    [`customer:${id}`],
    () => void queries.invalidateQueries({ queryKey: customerKey(id) }),
  );
  if (customer.isPending) return <LoadingRows rows={8} />;
  if (customer.isError) return <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />;
  const person = customer.data.data;
  const ratings = timeline.items.flatMap((item) => {
    const review = item.kind === "kobject" ? readReview(item.attributes) : null;
    return review ? [review.rating] : [];
  });
  return (
    <>
      <PageHeader
        title={nameOf(person)}
        crumbs={[{ label: "Customers", to: "/customers" }]}
        badges={
          <>
            {ratings.length > 0 && <AverageRating ratings={ratings} />}
            {isLive && <StatusBadge tone="good">live</StatusBadge>}
          </>
        }
        actions={<CustomerMenu customer={person} />}
      />
      <div className={classes["columns"]}>
        <CustomerDetails customer={person} />
        <TimelineColumn key={id} customerId={id} kind={kind} timeline={timeline} />
        <CustomerSummary customerId={id} items={timeline.items} hasMore={timeline.hasMore} />
      </div>
    </>
  );
}

function AverageRating({ ratings }: { readonly ratings: readonly number[] }) {
  const average = ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
  return (
    <Group gap={6} wrap="nowrap">
      <Stars rating={average} size={14} />
      <Text size="sm" c="dimmed">
        {average.toFixed(1)} · {ratings.length === 1 ? "1 review" : `${ratings.length} reviews`}
      </Text>
    </Group>
  );
}

function CustomerMenu({ customer }: { readonly customer: Customer }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <MoreMenu
      name={nameOf(customer)}
      deleting={{
        label: "Delete customer",
        confirm: "Delete customer",
        text: "Everything of theirs goes too: reviews, conversations and notes. It cannot be brought back.",
        run: () => deleteCustomer(customer.id),
        onDone: () => {
          void queries.invalidateQueries({ queryKey: [...CUSTOMERS, "list"] });
          void navigate("/customers");
        },
      }}
    />
  );
}
