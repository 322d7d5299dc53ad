import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { fieldErrors } from "../api/field-errors.ts";
import { EntryPage } from "./entry-page.tsx";
import { type Product, productNames } from "./product.ts";

const MIN_PASSWORD = 10;

interface Owner {
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Makes the organisation and its owner on a fresh installation, and signs the owner in. */
export function FirstRunPage({
  product,
  onDone,
}: {
  readonly product: Product;
  readonly onDone: () => void;
}) {
  const form = useForm<Owner>({
    initialValues: { organisation: "", name: "", email: "", password: "" },
    validate: {
      organisation: (value) => (value.trim() === "" ? "Name your organisation" : null),
      name: (value) => (value.trim() === "" ? "Your name" : null),
      email: (value) => (value.includes("@") ? null : "Your e-mail address"),
      password: (value) => (value.length < MIN_PASSWORD ? `${MIN_PASSWORD} characters or more` : null),
    },
  });
  const create = useMutation({
    mutationFn: async (owner: Owner) => {
      await api.post("/v1/setup", owner);
      await api.post("/api/auth/sign-in/email", { email: owner.email, password: owner.password });
    },
    onSuccess: onDone,
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const hasLooseError = create.isError && Object.keys(fieldErrors(create.error)).length === 0;
  return (
    <EntryPage
      product={product}
      title={`Set up ${productNames[product]}`}
      text="You will be the owner. The same sign-in opens both Hark apps."
    >
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        <Stack>
          {hasLooseError && (
            <Alert color="red" role="alert">
              {create.error.message}
            </Alert>
          )}
          <TextInput
            label="Organisation"
            autoComplete="organization"
            {...form.getInputProps("organisation")}
          />
          <TextInput label="Your name" autoComplete="name" {...form.getInputProps("name")} />
          <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps("email")} />
          <PasswordInput
            label="Password"
            description={`${MIN_PASSWORD} characters or more`}
            autoComplete="new-password"
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={create.isPending}>
            Create the owner
          </Button>
        </Stack>
      </form>
    </EntryPage>
  );
}
