import type { Store } from "@hark/contract";
import { fieldErrors } from "@hark/ui";
import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useCreateStore } from "./hooks.ts";
import { slugOf } from "./slug.ts";

/** Makes a store: a name, and the short name it has in addresses. */
export function StoreCreationForm({ onDone }: { onDone: (store: Store) => void }) {
  const create = useCreateStore();
  const form = useForm({
    initialValues: { name: "", slug: "", url: "" },
    validate: {
      name: (value) => (value.trim() === "" ? "Give it a name" : null),
      slug: (value) => (slugOf(value) === value && value !== "" ? null : "Small letters, digits and hyphens"),
    },
  });
  const hasLooseError = create.isError && Object.keys(fieldErrors(create.error)).length === 0;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ name, slug, url }) =>
        create.mutate(
          { name: name.trim(), slug, ...(url.trim() === "" ? {} : { url: url.trim() }) },
          { onSuccess: onDone, onError: (error) => form.setErrors(fieldErrors(error)) },
        ),
      )}
    >
      <Stack>
        <TextInput
          label="Name"
          data-autofocus
          {...form.getInputProps("name")}
          onChange={(event) => {
            const { value } = event.currentTarget;
            // The short name follows the name until it is typed by hand.
            if (form.values.slug === slugOf(form.values.name)) form.setFieldValue("slug", slugOf(value));
            form.setFieldValue("name", value);
          }}
        />
        <TextInput
          label="Short name"
          description="It stands in addresses and can't be changed later."
          spellCheck={false}
          {...form.getInputProps("slug")}
        />
        <TextInput
          label="Address of the shop"
          placeholder="https://"
          inputMode="url"
          {...form.getInputProps("url")}
        />
        {hasLooseError && (
          <Alert color="red" role="alert">
            {create.error.message}
          </Alert>
        )}
        <Button type="submit" loading={create.isPending}>
          Create the store
        </Button>
      </Stack>
    </form>
  );
}
