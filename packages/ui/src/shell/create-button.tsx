import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Props {
  onClick(): void;
  readonly children: ReactNode;
}

/** Begins a new record: the main action of a list page. */
export function CreateButton({ onClick, children }: Props) {
  return (
    <Button leftSection={<IconPlus size={16} />} onClick={onClick}>
      {children}
    </Button>
  );
}
