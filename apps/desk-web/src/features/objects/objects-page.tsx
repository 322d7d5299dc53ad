import { type Column, EmptyState, ListPage, RelativeTime, Stars, useLive } from "@hark/ui";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconCube } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { CUSTOMERS } from "../customers/customer.ts";
import { readReview } from "../customers/review.ts";
import { KLASSES, listKlasses } from "../klasses/klass-list.ts";
import { customerIdOf, type Kobject, listObjects, namesOf, objectsKey } from "./object.ts";

const columnsFor = (names: ReadonlyMap<string, string>): readonly Column<Kobject>[] => [
  {
    key: "title",
    title: "Title",
    render: ({ attributes }) => {
      const review = readReview(attributes);
      return (
        <div>
          <Group gap={8} wrap="nowrap">
            {review && <Stars rating={review.rating} size={14} />}
            <Text fw={500}>{attributes.title}</Text>
          </Group>
          {review && review.body !== "" && (
            <Text size="sm" c="dimmed" lineClamp={1}>
              {review.body}
            </Text>
          )}
        </div>
      );
    },
  },
  {
    key: "product",
    title: "Product",
    hideOnPhone: true,
    render: ({ attributes }) => (
      <Text style={{ whiteSpace: "nowrap" }}>{readReview(attributes)?.product?.name ?? ""}</Text>
    ),
  },
  {
    key: "customer",
    title: "Customer",
    hideOnPhone: true,
    render: (object) => {
      const id = customerIdOf(object);
      return id === undefined ? (
        <Text span c="dimmed">
          none
        </Text>
      ) : (
        <Anchor
          component={Link}
          style={{ whiteSpace: "nowrap" }}
          to={`/customers/${id}`}
          onClick={(event) => event.stopPropagation()}
        >
          {names.get(id) ?? "Open"}
        </Anchor>
      );
    },
  },
  { key: "at", title: "Came in", render: (object) => <RelativeTime at={object.attributes.createdAt} /> },
];

/** All custom objects of one klass, newest first. */
export function ObjectsPage() {
  const { klass = "" } = useParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const page = Math.max(1, Number(params.get("page") ?? 1) || 1);
  const klasses = useQuery({ queryKey: KLASSES, queryFn: listKlasses });
  const objects = useQuery({
    queryKey: [...objectsKey(klass), page],
    queryFn: () => listObjects(klass, page),
    placeholderData: keepPreviousData,
  });
  const ids = [...new Set(objects.data?.data.flatMap((object) => customerIdOf(object) ?? []))];
  const names = useQuery({
    queryKey: [...CUSTOMERS, "names", ids],
    queryFn: () => namesOf(ids),
    placeholderData: keepPreviousData,
  });
  const isLive = useLive(
    [`klass:${klass}`],
    () => void queries.invalidateQueries({ queryKey: objectsKey(klass) }),
  );
  const found = klasses.data?.data.find((one) => one.attributes.name === klass);
  const name = found?.attributes.displayName ?? klass;
  const go = (to: number): void => setParams(to === 1 ? {} : { page: String(to) });
  return (
    <ListPage
      header={{
        title: name,
        ...(isLive
          ? {
              badges: (
                <Text size="sm" c="dimmed">
                  updates by itself
                </Text>
              ),
            }
          : {}),
      }}
      list={objects}
      label={name}
      columns={columnsFor(names.data ?? new Map())}
      onRowClick={(object) => {
        const id = customerIdOf(object);
        if (id !== undefined) void navigate(`/customers/${id}`);
      }}
      empty={
        <EmptyState
          icon={IconCube}
          title={`Nothing filed as ${name} yet`}
          text="A workflow with the step Custom Object (KObject): Create With Customer files what comes in here and on the customer's timeline."
          action={
            <Button component={Link} to="/settings/workflows">
              Go to Workflows
            </Button>
          }
        />
      }
      below={
        <Group mt="md" justify="flex-end">
          <Button variant="default" size="xs" disabled={page === 1} onClick={() => go(page - 1)}>
            Newer
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={!objects.data?.links?.next}
            onClick={() => go(page + 1)}
          >
            Older
          </Button>
        </Group>
      }
    />
  );
}
