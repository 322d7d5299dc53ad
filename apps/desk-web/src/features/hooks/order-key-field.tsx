import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  readonly value: string;
  onChange(text: string): void;
  readonly error?: string | undefined;
  readonly rightSection?: ReactNode;
}

/** What puts the runs of a hook's transactions in order. */
export function OrderKeyField({ value, onChange, error, rightSection }: Props) {
  return (
    <TextInput
      label="Order"
      description="Runs of transactions with the same value here go one after another. Empty: side by side."
      placeholder="/#steps.1.attributes.data.reviewerEmail"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(rightSection === undefined ? {} : { rightSection, rightSectionWidth: 72 })}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
    />
  );
}
