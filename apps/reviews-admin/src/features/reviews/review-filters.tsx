import { statuses } from "@hark/ui";
import { Button, Group, Select } from "@mantine/core";
import type { Filters } from "../../shared/filters.ts";
import { SearchField } from "../../shared/search-field.tsx";
import { useProducts } from "../products/hooks.ts";
import { FilterMenu } from "./filter-menu.tsx";
import { sentimentWords, sourceWords } from "./words.ts";

const choicesOf = (words: Readonly<Record<string, string | { readonly words: string }>>) =>
  Object.entries(words).map(([value, label]) => ({
    value,
    label: typeof label === "string" ? label : label.words,
  }));

const menus = [
  { name: "status", label: "Status", choices: choicesOf(statuses.review) },
  {
    name: "rating",
    label: "Rating",
    choices: [5, 4, 3, 2, 1].map((rating) => ({
      value: String(rating),
      label: rating === 1 ? "1 star" : `${rating} stars`,
    })),
  },
  { name: "sentiment", label: "Sentiment", choices: choicesOf(sentimentWords) },
  { name: "source", label: "Source", choices: choicesOf(sourceWords) },
  { name: "delivery", label: "Delivery", choices: choicesOf(statuses.delivery) },
] as const;

const orders = [
  { value: "date desc", label: "Newest first" },
  { value: "date asc", label: "Oldest first" },
  { value: "rating desc", label: "Best first" },
  { value: "rating asc", label: "Worst first" },
];

/** Names of everything in the address that narrows the list. */
export const filterNames = [...menus.map((menu) => menu.name), "productId", "media", "q"] as const;

/** What narrows the list of reviews. */
export function ReviewFilters({ filters }: { filters: Filters }) {
  const products = useProducts({ page: 1, pageSize: 100 });
  const isFiltered = filterNames.some((name) => filters.get(name) !== undefined);
  const withMedia = filters.get("media") === "true";
  return (
    <Group gap="xs" mb="md">
      <SearchField
        label="Search reviews"
        value={filters.get("q") ?? ""}
        onSearch={(q) => filters.set({ q })}
      />
      {menus.map((menu) => (
        <FilterMenu
          key={menu.name}
          label={menu.label}
          choices={menu.choices}
          value={filters.list(menu.name)}
          onChange={(value) => filters.set({ [menu.name]: value.join(",") })}
        />
      ))}
      <FilterMenu
        label="Product"
        choices={(products.data?.data ?? []).map((product) => ({
          value: product.productId,
          label: product.productName,
        }))}
        value={filters.list("productId")}
        // The list takes one product at a time: the last one ticked.
        onChange={(value) => filters.set({ productId: value.at(-1) })}
      />
      <Button
        size="xs"
        variant={withMedia ? "light" : "default"}
        aria-pressed={withMedia}
        onClick={() => filters.set({ media: withMedia ? undefined : "true" })}
      >
        With photos
      </Button>
      {isFiltered && (
        <Button size="xs" variant="subtle" onClick={() => filters.clear(filterNames)}>
          Clear all
        </Button>
      )}
      <Select
        aria-label="Order"
        size="xs"
        ml={{ sm: "auto" }}
        w={140}
        allowDeselect={false}
        data={orders}
        value={filters.get("orderBy") ?? "date desc"}
        onChange={(order) =>
          filters.set({ orderBy: order === "date desc" ? undefined : (order ?? undefined) })
        }
      />
    </Group>
  );
}
