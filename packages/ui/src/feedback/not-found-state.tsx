import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { EmptyState } from "./empty-state.tsx";

interface Props {
  readonly title: string;
  readonly text: string;
  /** Where one can go from here. */
  readonly way: { readonly to: string; readonly label: string };
}

/** What stands at an address that leads nowhere. */
export function NotFoundState({ title, text, way }: Props) {
  return (
    <EmptyState
      icon={IconMapOff}
      title={title}
      text={text}
      action={
        <Button component={Link} to={way.to}>
          {way.label}
        </Button>
      }
    />
  );
}
