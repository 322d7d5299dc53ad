import { fieldErrors } from "@hark/ui";
import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CUSTOMERS, type Customer, createCustomer } from "./customer.ts";

/** Makes a customer by hand. */
export function CustomerForm({ onCreated }: { onCreated(customer: Customer): void }) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: "", email: "", phone: "" },
    validate: {
      name: (value, { email }) =>
        value.trim() === "" && email.trim() === "" ? "A name or an e-mail address" : null,
      email: (value) =>
        value !== "" && !value.includes("@") ? "An address such as robin@example.com" : null,
    },
  });
  const create = useMutation({
    mutationFn: ({ name, email, phone }: { name: string; email: string; phone: string }) =>
      createCustomer({
        ...(name.trim() === "" ? {} : { name: name.trim() }),
        ...(email === "" ? {} : { emails: [{ type: "home", email }] }),
        ...(phone === "" ? {} : { phones: [{ type: "mobile", phone }] }),
      }),
    onSuccess: ({ data }) => {
      void queries.invalidateQueries({ queryKey: CUSTOMERS });
      onCreated(data);
    },
    onError: (error) => {
      const errors = fieldErrors(error);
      const first = (prefix: string): string | undefined =>
        Object.entries(errors).find(([field]) => field.startsWith(prefix))?.[1];
      form.setErrors({ name: first("name"), email: first("emails"), phone: first("phones") });
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack>
        {create.error && (
          <Alert color="red" role="alert">
            {create.error.message}
          </Alert>
        )}
        <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
        <TextInput label="E-mail" type="email" {...form.getInputProps("email")} />
        <TextInput label="Phone" type="tel" {...form.getInputProps("phone")} />
        <Button type="submit" loading={create.isPending}>
          Create customer
        </Button>
      </Stack>
    </form>
  );
}
