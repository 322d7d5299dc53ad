import type { Json, JsonObject } from "@hark/kernel";
import { JsonEditor } from "@hark/ui";
import { Stack, Text } from "@mantine/core";
import { useState } from "react";

interface Props {
  readonly names: readonly string[];
  readonly params: JsonObject;
  onChange(name: string, value: Json | undefined): void;
}

/** Params that the action's schema does not know, as JSON: they are kept and exported again. */
export function RawParams({ names, params, onChange }: Props) {
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        The document has fields that this action does not know. They are kept.
      </Text>
      {names.map((name) => (
        <RawParam
          key={name}
          name={name}
          value={params[name] ?? null}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </Stack>
  );
}

function RawParam({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: Json;
  onChange(value: Json): void;
}) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const [fault, setFault] = useState<string | undefined>();
  return (
    <JsonEditor
      label={name}
      height={90}
      value={text}
      error={fault}
      onChange={(next) => {
        setText(next);
        try {
          onChange(JSON.parse(next) as Json); // what JSON.parse gives is JSON
          setFault(undefined);
        } catch {
          setFault("This does not read as JSON");
        }
      }}
    />
  );
}
