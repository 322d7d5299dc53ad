import type { Order, OrderCreation } from "@hark/contract";
import { fieldErrors, toastDone } from "@hark/ui";
import { Alert, Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSaveOrder } from "./hooks.ts";
import { LinesField, type LineValues } from "./lines-field.tsx";

interface Values {
  orderId: string;
  customer: { name: string; email: string };
  countryCode: string;
  isFulfilled: boolean;
  lines: LineValues[];
}

const empty: Values = {
  orderId: "",
  customer: { name: "", email: "" },
  countryCode: "",
  isFulfilled: true,
  lines: [{ productId: null, variantId: null, quantity: 1 }],
};

function bodyOf(values: Values, now: Date): OrderCreation {
  const countryCode = values.countryCode.trim().toUpperCase();
  return {
    orderId: values.orderId.trim(),
    customer: { name: values.customer.name.trim(), email: values.customer.email.trim() },
    countryCode: countryCode === "" ? null : countryCode,
    fulfilledAt: values.isFulfilled ? now.toISOString() : null,
    lines: values.lines.map((line) => ({ ...line, productId: line.productId ?? "" })),
  };
}

/** Makes an order by hand. */
export function OrderForm({ onDone }: { onDone: (order: Order) => void }) {
  const save = useSaveOrder();
  const form = useForm<Values>({
    initialValues: empty,
    validate: {
      orderId: (value) => (value.trim() === "" ? "The order's name, such as #1205" : null),
      customer: {
        name: (value) => (value.trim() === "" ? "Who bought it?" : null),
        email: (value) => (value.includes("@") ? null : "Where the request is mailed to"),
      },
      countryCode: (value) => (/^([A-Za-z]{2})?$/.test(value.trim()) ? null : "Two letters, such as AU"),
      lines: { productId: (value) => (value === null ? "Choose a product" : null) },
    },
  });
  const submit = (values: Values): void =>
    save.mutate(bodyOf(values, new Date()), {
      onSuccess: (order) => {
        toastDone(`Order ${order.orderId} is there. Ask for a review of one of its lines.`);
        onDone(order);
      },
      onError: (error) => form.setErrors(fieldErrors(error)),
    });
  const hasLooseError = save.isError && Object.keys(fieldErrors(save.error)).length === 0;
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <TextInput
          label="Order"
          placeholder="#1205"
          description="Its name in your shop. An order of the same name is replaced."
          data-autofocus
          {...form.getInputProps("orderId")}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label="Customer's name"
            placeholder="Robin Example"
            {...form.getInputProps("customer.name")}
          />
          <TextInput
            label="Customer's e-mail"
            type="email"
            placeholder="robin@example.com"
            {...form.getInputProps("customer.email")}
          />
        </SimpleGrid>
        <LinesField form={form} />
        <TextInput
          label="Country"
          placeholder="AU"
          maxLength={2}
          w={120}
          {...form.getInputProps("countryCode")}
        />
        <Checkbox label="Fulfilled" {...form.getInputProps("isFulfilled", { type: "checkbox" })} />
        {hasLooseError && (
          <Alert color="red" role="alert">
            {save.error.message}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
