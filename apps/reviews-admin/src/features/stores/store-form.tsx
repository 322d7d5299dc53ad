import type { Store, StoreChange } from "@hark/contract";
import { fieldErrors, toastDone, toastError } from "@hark/ui";
import { Button, Group, Paper, SimpleGrid, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useChangeStore } from "./hooks.ts";

const valuesOf = (store: Store) => ({
  name: store.name,
  url: store.url ?? "",
  currency: store.currency,
  locale: store.locale,
  countryCode: store.countryCode ?? "",
  askCountry: store.askCountry,
  privacyNote: store.privacyNote,
  autoPublish: store.autoPublish,
});

type Values = ReturnType<typeof valuesOf>;

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const changeOf = (values: Values): StoreChange => ({
  ...values,
  url: orNull(values.url),
  countryCode: orNull(values.countryCode)?.toUpperCase() ?? null,
  currency: values.currency.trim().toUpperCase(),
});

/** The settings of a store. */
export function StoreForm({ store }: { store: Store }) {
  const change = useChangeStore();
  const form = useForm({ initialValues: valuesOf(store) });
  const submit = (values: Values): void =>
    change.mutate(
      { slug: store.slug, change: changeOf(values) },
      {
        onSuccess: (saved) => {
          form.setInitialValues(valuesOf(saved));
          form.reset();
          toastDone("The store is saved.");
        },
        onError: (error) => {
          const faults = fieldErrors(error);
          if (Object.keys(faults).length === 0) toastError(error);
          else form.setErrors(faults);
        },
      },
    );
  return (
    <Paper p="lg" component="form" noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <TextInput label="Name" {...form.getInputProps("name")} />
        <TextInput
          label="Short name"
          description="It stands in addresses and can't be changed."
          value={store.slug}
          readOnly
        />
        <TextInput
          label="Address of the shop"
          placeholder="https://"
          inputMode="url"
          {...form.getInputProps("url")}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <TextInput label="Currency" placeholder="EUR" maxLength={3} {...form.getInputProps("currency")} />
          <TextInput label="Language" placeholder="en" {...form.getInputProps("locale")} />
          <TextInput label="Country" placeholder="AU" maxLength={2} {...form.getInputProps("countryCode")} />
        </SimpleGrid>
        <Textarea
          label="Note under the form"
          description="One sentence on what happens with what shoppers tell."
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps("privacyNote")}
        />
        <Switch
          label="Ask reviewers for their country"
          {...form.getInputProps("askCountry", { type: "checkbox" })}
        />
        <Switch
          label="Publish reviews as they come"
          description="Else each waits for approval. It applies to every rating alike."
          {...form.getInputProps("autoPublish", { type: "checkbox" })}
        />
        <Group>
          <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
