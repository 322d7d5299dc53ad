import type { Product } from "@hark/contract";
import { type Column, CreateButton, EmptyState, ListPage, RelativeTime } from "@hark/ui";
import { Group, Text } from "@mantine/core";
import { IconPackage } from "@tabler/icons-react";
import { useNavigate, useParams } from "react-router";
import { useFilters } from "../../shared/filters.ts";
import { Pager } from "../../shared/pager.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { Thumbnail } from "../../shared/thumbnail.tsx";
import { useProducts } from "./hooks.ts";
import { ProductDrawer } from "./product-drawer.tsx";

const PAGE_SIZE = 25;
const rowId = (product: Product): string => product.productId;

/** Products: what the shop sells; a row opens its editor. */
export function ProductsPage() {
  const { productId } = useParams();
  const navigate = useNavigate();
  const filters = useFilters();
  const q = filters.get("q");
  const products = useProducts({ q, page: filters.page, pageSize: PAGE_SIZE });
  const open = (id: string | undefined): void =>
    void navigate(`/products${id === undefined ? "" : `/${encodeURIComponent(id)}`}${filters.query}`);
  const add = <CreateButton onClick={() => open("new")}>New product</CreateButton>;
  return (
    <ListPage
      header={{
        title: "Products",
        text: "What your shop sells and reviews can be written for.",
        actions: add,
      }}
      list={products}
      above={
        <Group mb="md">
          <SearchField
            label="Search products"
            value={q ?? ""}
            onSearch={(text) => filters.set({ q: text })}
          />
        </Group>
      }
      label="Products"
      columns={columns}
      rowId={rowId}
      selected={productId}
      onRowClick={(row) => open(row.productId)}
      empty={
        q === undefined ? (
          <EmptyState
            icon={IconPackage}
            title="No products yet"
            text="Add one here, or send them from your shop with POST /v1/products."
            action={add}
          />
        ) : (
          <EmptyState
            icon={IconPackage}
            title="No product fits"
            text={`None has “${q}” in its name or id.`}
          />
        )
      }
      below={
        <Pager
          meta={products.data?.meta}
          noun={["product", "products"]}
          onPage={(page) => filters.set({ page })}
        />
      }
    >
      <ProductDrawer productId={productId} onClose={() => open(undefined)} />
    </ListPage>
  );
}

const columns: readonly Column<Product>[] = [
  {
    key: "product",
    title: "Product",
    sortBy: (row) => row.productName,
    render: (row) => (
      <Group gap="sm" wrap="nowrap">
        <Thumbnail src={row.imageUrl} size={36} />
        <Text fw={500} lineClamp={2}>
          {row.productName}
        </Text>
      </Group>
    ),
  },
  {
    key: "id",
    title: "Product id",
    hideOnPhone: true,
    render: (row) => (
      <Text c="dimmed" ff="monospace" size="sm">
        {row.productId}
      </Text>
    ),
  },
  {
    key: "variants",
    title: "Variants",
    align: "right",
    width: 100,
    sortBy: (row) => row.variants.length,
    render: (row) => row.variants.length,
  },
  {
    key: "updated",
    title: "Changed",
    align: "right",
    hideOnPhone: true,
    width: 130,
    sortBy: (row) => row.updatedAt,
    render: (row) => (
      <Text c="dimmed" span>
        <RelativeTime at={row.updatedAt} />
      </Text>
    ),
  },
];
