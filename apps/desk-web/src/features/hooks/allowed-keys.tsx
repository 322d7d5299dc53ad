import { API_KEYS, listApiKeys } from "@hark/ui";
import { Anchor, MultiSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { mayReceiveHooks } from "../keys/key.ts";

interface Props {
  readonly value: readonly string[];
  onChange(keyIds: string[]): void;
}

/** Which API keys may send to a hook. */
export function AllowedKeys({ value, onChange }: Props) {
  const keys = useQuery({ queryKey: API_KEYS, queryFn: listApiKeys });
  const usable = keys.data?.data.filter((key) => mayReceiveHooks(key.attributes.roles)) ?? [];
  if (keys.data && usable.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No API key has the permission org.hook yet.{" "}
        <Anchor component={Link} to="/settings/api-keys?panel=create" size="sm">
          Create an API key
        </Anchor>
      </Text>
    );
  return (
    <MultiSelect
      label="API Key"
      description={
        value.length === 0 ? "Any key with the permission org.hook may send." : "Only these may send."
      }
      data={usable.map((key) => ({
        value: key.id,
        label: `${key.attributes.name} (…${key.attributes.lastTokenChars})`,
      }))}
      value={[...value]}
      onChange={onChange}
      placeholder={value.length === 0 ? "Any key" : ""}
      clearable
    />
  );
}
