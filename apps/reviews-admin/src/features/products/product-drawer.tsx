import { ErrorState, LoadingRows } from "@hark/ui";
import { Drawer } from "@mantine/core";
import { useProduct } from "./hooks.ts";
import { ProductForm } from "./product-form.tsx";

/** The editor of one product beside the list; `new` makes one. */
export function ProductDrawer({ productId, onClose }: { productId: string | undefined; onClose: () => void }) {
  const isNew = productId === "new";
  const product = useProduct(isNew ? undefined : productId);
  return (
    <Drawer
      opened={productId !== undefined}
      onClose={onClose}
      position="right"
      size={560}
      title={isNew ? "New product" : (product.data?.productName ?? "Product")}
    >
      {isNew && <ProductForm onDone={onClose} />}
      {!isNew && productId !== undefined && product.isPending && <LoadingRows rows={8} />}
      {product.isError && <ErrorState error={product.error} onRetry={() => void product.refetch()} />}
      {!isNew && product.data && (
        <ProductForm key={product.data.productId} product={product.data} onDone={onClose} />
      )}
    </Drawer>
  );
}
