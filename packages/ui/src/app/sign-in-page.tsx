import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { ApiError } from "../api/api-error.ts";
import { EntryPage } from "./entry-page.tsx";
import { type Product, productNames } from "./product.ts";

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Sign-in by e-mail and password. */
export function SignInPage({ product, onDone }: { readonly product: Product; readonly onDone: () => void }) {
  const form = useForm<Credentials>({
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.includes("@") ? null : "Your e-mail address"),
      password: (value) => (value === "" ? "Your password" : null),
    },
  });
  const signIn = useMutation({
    mutationFn: (values: Credentials) => api.post("/api/auth/sign-in/email", values),
    onSuccess: onDone,
  });
  return (
    <EntryPage product={product} title="Sign in" text={`Welcome back to ${productNames[product]}.`}>
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))} noValidate>
        <Stack>
          {signIn.isError && (
            <Alert color="red" role="alert">
              {wordsFor(signIn.error)}
            </Alert>
          )}
          <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps("email")} />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </EntryPage>
  );
}

function wordsFor(error: Error): string {
  const isRefused = error instanceof ApiError && error.status === 401;
  return isRefused
    ? "No account has this e-mail and password together. Check both; capitals matter in the password."
    : error.message;
}
