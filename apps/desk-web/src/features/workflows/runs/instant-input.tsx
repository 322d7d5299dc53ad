import { TextInput } from "@mantine/core";
import { localInput } from "./local-input.ts";

interface Props {
  readonly label: string;
  readonly description?: string;
  /** ISO 8601, or empty. */
  readonly value: string;
  onChange(value: string): void;
  readonly error?: string | undefined;
}

/** A field for an instant, in the reader's zone. */
export function InstantInput({ label, description, value, onChange, error }: Props) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      {...(description === undefined ? {} : { description })}
      error={error}
      value={localInput(value)}
      onChange={(event) => {
        const time = new Date(event.currentTarget.value);
        onChange(Number.isNaN(time.getTime()) ? "" : time.toISOString());
      }}
    />
  );
}
