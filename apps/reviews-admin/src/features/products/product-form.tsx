import type { Product, ProductChange, ProductCreation, Variant } from "@hark/contract";
import { CopyField, confirmAction, fieldErrors, toastDone, toastError } from "@hark/ui";
import { Alert, Anchor, Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconExternalLink } from "@tabler/icons-react";
import { useSlug } from "../../store/current-store.tsx";
import { useDeleteProduct, useSaveProduct } from "./hooks.ts";
import { VariantsField } from "./variants-field.tsx";

interface Values {
  productId: string;
  productName: string;
  url: string;
  imageUrl: string;
  description: string;
  variants: Variant[];
}

const valuesOf = (product: Product | undefined): Values => ({
  productId: product?.productId ?? "",
  productName: product?.productName ?? "",
  url: product?.url ?? "",
  imageUrl: product?.imageUrl ?? "",
  description: product?.description ?? "",
  variants: product?.variants ?? [],
});

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const bodyOf = (values: Values): ProductCreation => ({
  productId: values.productId.trim(),
  productName: values.productName.trim(),
  url: orNull(values.url),
  imageUrl: orNull(values.imageUrl),
  description: orNull(values.description),
  variants: values.variants.map((variant) => ({ ...variant, sku: orNull(variant.sku ?? "") })),
});

/** Only what was changed: an address on this server is stored as a path, and must not come back as a whole address. */
function changeOf(body: ProductCreation, isDirty: (field: keyof Values) => boolean): ProductChange {
  const { productName, url, imageUrl, description, variants } = body;
  return {
    ...(isDirty("productName") ? { productName } : {}),
    ...(isDirty("url") ? { url } : {}),
    ...(isDirty("imageUrl") ? { imageUrl } : {}),
    ...(isDirty("description") ? { description } : {}),
    ...(isDirty("variants") ? { variants } : {}),
  };
}

/** Makes or changes a product and its variants. */
export function ProductForm({ product, onDone }: { product?: Product; onDone: () => void }) {
  const slug = useSlug();
  const save = useSaveProduct();
  const form = useForm<Values>({
    initialValues: valuesOf(product),
    validate: {
      productId: (value) => (value.trim() === "" ? "The id your shop knows it by" : null),
      productName: (value) => (value.trim() === "" ? "Give it a name" : null),
      variants: {
        variantId: (value) => (value.trim() === "" ? "Missing" : null),
        variantName: (value) => (value.trim() === "" ? "Missing" : null),
      },
    },
  });
  const submit = (values: Values): void => {
    const body = bodyOf(values);
    const given = product
      ? { productId: product.productId, change: changeOf(body, (field) => form.isDirty(field)) }
      : { product: body };
    save.mutate(given, {
      onSuccess: () => {
        toastDone(product ? "The product is saved." : "The product is in the catalogue.");
        onDone();
      },
      onError: (error) => form.setErrors(fieldErrors(error)),
    });
  };
  const hasLooseError = save.isError && Object.keys(fieldErrors(save.error)).length === 0;
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        {product ? (
          <>
            <CopyField label="Product id" value={product.productId} />
            <Anchor
              href={`/shop/${slug}/products/${encodeURIComponent(product.productId)}`}
              target="_blank"
              rel="noreferrer"
            >
              Open its shop page <IconExternalLink size={14} style={{ verticalAlign: "-2px" }} />
            </Anchor>
          </>
        ) : (
          <TextInput
            label="Product id"
            description="The id your shop knows it by; it can't be changed later."
            data-autofocus
            {...form.getInputProps("productId")}
          />
        )}
        <TextInput label="Name" {...form.getInputProps("productName")} />
        <TextInput
          label="Page"
          placeholder="https://"
          inputMode="url"
          description="Where shoppers find it."
          {...form.getInputProps("url")}
        />
        <TextInput
          label="Picture"
          placeholder="https://"
          inputMode="url"
          {...form.getInputProps("imageUrl")}
        />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps("description")}
        />
        <VariantsField form={form} />
        {hasLooseError && (
          <Alert color="red" role="alert">
            {save.error.message}
          </Alert>
        )}
        <Group justify="space-between" mt="sm">
          <Button type="submit" loading={save.isPending} disabled={product !== undefined && !form.isDirty()}>
            {product ? "Save" : "Create"}
          </Button>
          {product && <DeleteButton product={product} onDone={onDone} />}
        </Group>
      </Stack>
    </form>
  );
}

function DeleteButton({ product, onDone }: { product: Product; onDone: () => void }) {
  const remove = useDeleteProduct();
  const ask = async (): Promise<void> => {
    const isMeant = await confirmAction({
      title: `Delete ${product.productName}?`,
      text: "Its form and its shop page close. Reviews that were written stay, with the name they were written for.",
      label: "Delete",
      danger: true,
    });
    if (isMeant) remove.mutate(product.productId, { onSuccess: onDone, onError: toastError });
  };
  return (
    <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => void ask()}>
      Delete
    </Button>
  );
}
