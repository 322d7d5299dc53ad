import { Alert, Button, Stack } from "@mantine/core";
import { IconEyeExclamation } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyField } from "./copy-field.tsx";

interface Props {
  readonly value: string;
  readonly label?: string;
  onDone(): void;
  /** What one does with it, such as a command. */
  readonly children?: ReactNode;
}

/** A secret that is shown this once. */
export function SecretOnce({ value, label = "Key", onDone, children }: Props) {
  return (
    <Stack>
      <Alert color="yellow" icon={<IconEyeExclamation size={18} />} title="Copy it now">
        This is the only time it is shown. Who loses it makes a new one.
      </Alert>
      <CopyField label={label} value={value} />
      {children}
      <Button onClick={onDone}>I have stored it safely</Button>
    </Stack>
  );
}
