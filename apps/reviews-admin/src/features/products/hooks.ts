import type { Product, ProductChange, ProductCreation } from "@hark/contract";
import { api } from "@hark/ui";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { address } from "../../shared/address.ts";
import type { Page } from "../../shared/page.ts";
import { useSlug } from "../../store/current-store.tsx";

/** A page of the store's products. */
export function useProducts(filter: {
  readonly q?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}) {
  const store = useSlug();
  return useQuery({
    queryKey: ["products", store, filter],
    queryFn: () => api.get<Page<Product>>(address("/v1/products", { store, ...filter })),
    placeholderData: keepPreviousData,
  });
}

/** One product. */
export function useProduct(productId: string | undefined) {
  const store = useSlug();
  return useQuery({
    queryKey: ["product", store, productId],
    queryFn: () =>
      api.get<Product>(address(`/v1/products/${encodeURIComponent(productId ?? "")}`, { store })),
    enabled: productId !== undefined,
  });
}

function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const name of ["products", "product", "home", "kustomer-example"])
      void queries.invalidateQueries({ queryKey: [name] });
  };
}

/** Makes a product, or changes the one with `productId`. */
export function useSaveProduct() {
  const store = useSlug();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (given: { product: ProductCreation } | { productId: string; change: ProductChange }) =>
      "product" in given
        ? api.post<Product>(address("/v1/products", { store }), given.product)
        : api.patch<Product>(
            address(`/v1/products/${encodeURIComponent(given.productId)}`, { store }),
            given.change,
          ),
    onSuccess,
  });
}

/** Takes a product out of the catalogue. */
export function useDeleteProduct() {
  const store = useSlug();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (productId: string) =>
      api.delete<void>(address(`/v1/products/${encodeURIComponent(productId)}`, { store })),
    onSuccess,
  });
}
