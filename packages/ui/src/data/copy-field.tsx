import { TextInput } from "@mantine/core";
import { CopyButton } from "./copy-button.tsx";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}

/** A value one copies: an address, an id. */
export function CopyField({ label, value, description }: Props) {
  return (
    <TextInput
      label={label}
      {...(description === undefined ? {} : { description })}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      rightSection={<CopyButton value={value} />}
      styles={{
        input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12, textOverflow: "ellipsis" },
      }}
    />
  );
}
