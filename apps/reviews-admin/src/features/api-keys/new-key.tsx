import { CodeBlock, fieldErrors, type NewApiKey, SecretOnce } from "@hark/ui";
import { Alert, Button, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useCreateApiKey } from "./hooks.ts";

interface Values {
  name: string;
  expiry: string;
  cidrs: string[];
}

const expiries = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

// Reviews knows one permission: everything a merchant may do by API.
const roles = ["reviews.admin"];

const keyOf = ({ name, expiry, cidrs }: Values): NewApiKey => ({
  name: name.trim(),
  roles,
  ...(expiry === "" ? {} : { expiresInDays: Number(expiry) }),
  ...(cidrs.length === 0 ? {} : { cidrs }),
});

/** Makes a key, and shows it this once. */
export function NewKey({ onDone }: { onDone: () => void }) {
  const create = useCreateApiKey();
  const form = useForm<Values>({
    initialValues: { name: "", expiry: "", cidrs: [] },
    validate: { name: (value) => (value.trim() === "" ? "Who uses it? Such as: shop import" : null) },
  });
  const token = create.data?.attributes.token;
  if (token !== undefined)
    return (
      <SecretOnce value={token} label="API Key" onDone={onDone}>
        <CodeBlock
          label="Try it"
          wrap
          text={`curl ${window.location.origin}/v1/reviews \\\n  -H "Authorization: Bearer ${token}"`}
        />
      </SecretOnce>
    );
  const submit = (values: Values): void =>
    create.mutate(keyOf(values), { onError: (error) => form.setErrors(fieldErrors(error)) });
  const hasLooseError = create.isError && Object.keys(fieldErrors(create.error)).length === 0;
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <TextInput label="Name" placeholder="Shop import" data-autofocus {...form.getInputProps("name")} />
        <Select label="Expires" allowDeselect={false} data={expiries} {...form.getInputProps("expiry")} />
        <TagsInput
          label="Allowed addresses"
          description="Such as 203.0.113.0/24; none means from anywhere."
          placeholder={form.values.cidrs.length === 0 ? "Anywhere" : ""}
          {...form.getInputProps("cidrs")}
        />
        {hasLooseError && (
          <Alert color="red" role="alert">
            {create.error.message}
          </Alert>
        )}
        <Button type="submit" loading={create.isPending}>
          Create key
        </Button>
      </Stack>
    </form>
  );
}
