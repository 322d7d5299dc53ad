import { CopyButton, exactTime, toastError } from "@hark/ui";
import { Avatar, Group, Paper, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { type Icon, IconFingerprint, IconLanguage, IconMail, IconPhone } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AttributeList } from "./attribute-list.tsx";
import {
  CUSTOMERS,
  type Customer,
  type CustomerChanges,
  changeCustomer,
  customerKey,
  nameOf,
  valueText,
} from "./customer.ts";
import { wordsOfName } from "./words-of-name.ts";

/** Who the customer is; name and tags are edited in place. */
export function CustomerDetails({ customer }: { readonly customer: Customer }) {
  const { attributes } = customer;
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (changes: CustomerChanges) => changeCustomer(customer.id, changes),
    onError: toastError,
    onSettled: () => void queries.invalidateQueries({ queryKey: CUSTOMERS }),
    onSuccess: (answer) => queries.setQueryData(customerKey(customer.id), answer),
  });
  const custom = Object.entries(attributes.custom).filter(([, value]) => value !== null && value !== "");
  return (
    <Paper p="md" component="section" aria-label="Details">
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap">
          <Avatar name={nameOf(customer)} size={44} color="initials" />
          <div style={{ minWidth: 0, flex: 1 }}>
            <NameField
              key={attributes.rev}
              name={attributes.name ?? ""}
              onSave={(name) => change.mutate({ name })}
            />
            <Text size="sm" c="dimmed" title={exactTime(new Date(attributes.createdAt))}>
              since{" "}
              {new Date(attributes.createdAt).toLocaleDateString("en", { month: "short", year: "numeric" })}
            </Text>
          </div>
        </Group>
        {attributes.emails.map(({ email }) => (
          <Line key={email} icon={IconMail} text={email} label="E-mail" canCopy />
        ))}
        {attributes.phones.map(({ phone }) => (
          <Line key={phone} icon={IconPhone} text={phone} label="Phone" canCopy />
        ))}
        {attributes.externalId !== undefined && (
          <Line icon={IconFingerprint} text={attributes.externalId} label="External id" canCopy />
        )}
        {attributes.locale && <Line icon={IconLanguage} text={attributes.locale} label="Language" />}
        <TagsInput
          label="Tags"
          size="xs"
          placeholder={attributes.tags.length === 0 ? "Add a tag" : ""}
          value={[...attributes.tags]}
          onChange={(tags) => change.mutate({ tags })}
        />
        <AttributeList
          attributes={custom.map(([name, value]) => ({
            title: wordsOfName(name),
            values: [valueText(value)],
          }))}
        />
      </Stack>
    </Paper>
  );
}

function NameField({ name, onSave }: { readonly name: string; onSave(name: string): void }) {
  const [text, setText] = useState(name);
  const save = (): void => {
    if (text.trim() !== "" && text.trim() !== name) onSave(text.trim());
  };
  return (
    <TextInput
      aria-label="Name"
      variant="unstyled"
      placeholder="Add a name"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setText(name);
      }}
      styles={{ input: { fontWeight: 600, height: 24, minHeight: 24 } }}
    />
  );
}

interface LineProps {
  readonly icon: Icon;
  readonly text: string;
  readonly label: string;
  readonly canCopy?: boolean;
}

function Line({ icon: IconOf, text, label, canCopy }: LineProps) {
  return (
    <Group gap={8} wrap="nowrap">
      <IconOf size={16} stroke={1.6} aria-label={label} style={{ flex: "none", color: "var(--hark-mute)" }} />
      <Text style={{ flex: 1, minWidth: 0, overflowWrap: "anywhere" }}>{text}</Text>
      {canCopy && <CopyButton value={text} />}
    </Group>
  );
}
