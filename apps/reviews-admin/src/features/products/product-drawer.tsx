import { ErrorState, LoadingRows } from "@hark/ui";
import { SidePanel } from "../../shared/side-panel.tsx";
import { useProduct } from "./hooks.ts";
import { ProductForm } from "./product-form.tsx";

/** The editor of one product beside the list; `new` makes one. */
export function ProductDrawer({
  productId,
  onClose,
}: {
  productId: string | undefined;
  onClose: () => void;
}) {
  const isNew = productId === "new";
  const product = useProduct(isNew ? undefined : productId);
  return (
    <SidePanel
      isOpen={productId !== undefined}
      onClose={onClose}
      title={isNew ? "New product" : (product.data?.productName ?? "Product")}
    >
      {isNew && <ProductForm onDone={onClose} />}
      {!isNew && productId !== undefined && product.isPending && <LoadingRows rows={8} />}
      {product.isError && <ErrorState error={product.error} onRetry={() => void product.refetch()} />}
      {!isNew && product.data && (
        <ProductForm key={product.data.productId} product={product.data} onDone={onClose} />
      )}
    </SidePanel>
  );
}
