import type { NewApiKey } from "@hark/ui";
import { Button, Group, MultiSelect, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { HOOK_ROLE, listRoles } from "./key.ts";

interface Props {
  onSubmit(key: NewApiKey): void;
  readonly isBusy: boolean;
  /** What the server found wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
}

const expiries = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

/** Name, permissions, end and allowed addresses of a new key. */
export function KeyForm({ onSubmit, isBusy, errors }: Props) {
  const roles = useQuery({ queryKey: ["roles"], queryFn: listRoles, staleTime: Number.POSITIVE_INFINITY });
  const form = useForm({
    initialValues: { name: "", roles: new Array<string>(), expiresInDays: "", cidrs: new Array<string>() },
    validate: {
      name: (value) => (value.trim() === "" ? "Say what the key is for" : null),
      roles: (value) => (value.length === 0 ? "Pick at least one permission" : null),
    },
  });
  const { setErrors } = form;
  useEffect(() => {
    const [field] = Object.keys(errors);
    if (field !== undefined) setErrors(errors);
  }, [errors, setErrors]);
  const descriptions = new Map(roles.data?.data.map((role) => [role.name, role.description]));
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ name, roles: picked, expiresInDays, cidrs }) =>
        onSubmit({
          name,
          roles: picked,
          ...(expiresInDays === "" ? {} : { expiresInDays: Number(expiresInDays) }),
          ...(cidrs.length === 0 ? {} : { cidrs }),
        }),
      )}
    >
      <Stack>
        <TextInput
          label="Name"
          placeholder="Reviews"
          withAsterisk
          data-autofocus
          {...form.getInputProps("name")}
        />
        <div>
          <MultiSelect
            label="Permissions"
            withAsterisk
            searchable
            hidePickedOptions
            data={groupRoles(roles.data?.data ?? [])}
            maxDropdownHeight={320}
            placeholder={form.values.roles.length === 0 ? "Search permissions" : ""}
            nothingFoundMessage={roles.isPending ? "Loading…" : "No permission with these words"}
            renderOption={({ option }) => (
              <div>
                <Text size="sm" ff="monospace">
                  {option.value}
                </Text>
                <Text size="xs" c="dimmed">
                  {descriptions.get(option.value)}
                </Text>
              </div>
            )}
            {...form.getInputProps("roles")}
          />
          <Group mt={6}>
            <Button
              variant="light"
              size="compact-sm"
              disabled={form.values.roles.includes(HOOK_ROLE)}
              onClick={() => form.setFieldValue("roles", [...form.values.roles, HOOK_ROLE])}
            >
              Receive hooks: org.hook
            </Button>
          </Group>
        </div>
        <Select
          label="Expires"
          data={expiries}
          allowDeselect={false}
          {...form.getInputProps("expiresInDays")}
        />
        <TagsInput
          label="Allowed addresses"
          description="IP addresses or ranges such as 203.0.113.0/24. Empty: from anywhere."
          {...form.getInputProps("cidrs")}
        />
        <Text size="xs" c="dimmed">
          Permissions cannot be changed later; make another key instead.
        </Text>
        <Button type="submit" loading={isBusy}>
          Create key
        </Button>
      </Stack>
    </form>
  );
}

function groupRoles(roles: readonly { readonly name: string; readonly group: string }[]) {
  const groups = new Map<string, string[]>();
  for (const role of roles) groups.set(role.group, [...(groups.get(role.group) ?? []), role.name]);
  return [...groups].map(([group, items]) => ({ group, items }));
}
